-- Chronic homelessness and veterans of each household, over everybody active in it, with their data of that stay.
-- Source: APR Programming Specifications, Q25b and Q26a: the first that matches counts.
with member as (
    select
        active.scope,
        active.household,
        active.is_hoh,
        latest.age_group = 'adult' as is_adult,
        chronic.status,
        active.VeteranStatus
    from active
    join latest on latest.scope = active.scope and latest.PersonalID = active.PersonalID
    join chronic on chronic.scope = active.scope and chronic.EnrollmentID = active.EnrollmentID
)

select
    scope,
    household,
    case
        when bool_or(status = 'yes') filter (is_adult or is_hoh) then 'yes'
        when bool_and(status = 'no') filter (is_adult or is_hoh) then 'no'
        when bool_or(status = 'not told') filter (is_adult or is_hoh) then 'not told'
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
group by scope, household
