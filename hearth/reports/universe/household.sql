-- Households with the people active in them at any time of the range: type, ages, start.
-- Evaluated over all active members before anybody's latest stay is chosen; members need not have been
-- there together. A youth household has a member known to be 12 to 24 and none known to be 25 or older;
-- members of unknown age do not matter.
-- Source: Glossary, "Household Types", "Youth Households", "Annual Assessment" steps 1 and 2 (the stay of
-- a household counts from the earliest start of any member, so a change of head does not restart it).
with member as (
    select active.scope, active.household, active.RelationshipToHoH, latest.age, latest.age_group
    from active
    join latest on latest.scope = active.scope and latest.PersonalID = active.PersonalID
),

counted as (
    select
        scope,
        household,
        count(*) filter (age_group = 'adult') as adults,
        count(*) filter (age_group = 'child') as children,
        count(*) filter (age is null) as unknown_ages,
        coalesce(bool_or(age between 12 and 24) and max(age) <= 24, false) as is_youth,
        coalesce(bool_or(age < 18 and RelationshipToHoH = 2), false) as has_child_of_head
    from member
    group by scope, household
),

started as (
    select household, min(EntryDate) as started_on
    from household_member
    group by household
)

select
    counted.*,
    started.started_on,
    case
        when adults > 0 and children > 0 then 'children and adults'
        when adults > 0 and unknown_ages = 0 then 'without children'
        when children > 0 and unknown_ages = 0 then 'only children'
        else 'unknown'
    end as household_type
from counted
join started on started.household = counted.household
