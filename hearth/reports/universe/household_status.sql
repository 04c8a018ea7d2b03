-- Chronic homelessness and veterans of each household: the first that matches counts. Veterans are looked for among
-- everybody active in it, with their data of that stay, which Q25b notes as a departure. Q26a notes none, so that those
-- count whose latest stay it is.
-- Source: APR Programming Specifications, Q25b, programming instruction 1, Q26a, and "Report Programming Basics".
with member as (
    select
        active.household,
        active.EnrollmentID = latest.EnrollmentID and (active.is_hoh or latest.age_group = 'adult') as tells_chronic,
        latest.age_group = 'adult' as is_adult,
        chronic.status,
        active.VeteranStatus
    from active
    join latest on latest.scope = 'report' and latest.PersonalID = active.PersonalID
    join chronic on chronic.EnrollmentID = active.EnrollmentID
    where active.scope = 'report'
)

select
    household,
    case
        when bool_or(status = 'yes') filter (tells_chronic) then 'yes'
        when bool_and(status = 'no') filter (tells_chronic) then 'no'
        when bool_or(status = 'not told') filter (tells_chronic) then 'not told'
        else 'missing'
    end as household_chronic,
    case
        when bool_or(VeteranStatus = 1 and status = 'yes') filter (is_adult) then 'chronic veteran'
        when bool_or(VeteranStatus = 1) filter (is_adult) then 'veteran'
        when bool_and(coalesce(VeteranStatus = 0, false)) filter (is_adult) then 'no'
        when bool_or(VeteranStatus in (8, 9)) filter (is_adult) then 'not told'
        when bool_or(is_adult) then 'missing'
    end as household_veteran
from member
group by household
