-- Each active client's chronic homelessness status at project start, with what the household adds.
-- An adult or head who was chronically homeless when the household started makes everybody who was there
-- at that start so too, as long as he or she was still in the household within the report range; those who
-- joined later keep their own status. Children have no status of their own: theirs is no, unless there is a head
-- and neither the head's status nor any adult's is known, then it is the head's.
-- Source: Glossary, "CH at Project Start Because of Other Household Members".
with household_start as (
    select household, min(EntryDate) as started_on
    from household_member
    group by household
),

spread as (
    select
        own.household,
        bool_or(
            own.status = 'yes'
            and own.EntryDate = household_start.started_on
            and (own.ExitDate is null or own.ExitDate >= getvariable('report_start'))
        ) as makes_chronic,
        bool_and(own.status in ('not told', 'missing')) as all_unknown,
        -- Of two heads the one who came last, as in the household's other tables; of two on one day the lower id.
        arg_min(own.status, (date '9999-12-31' - own.EntryDate, id_order(own.EnrollmentID))) filter (own.is_hoh)
            as head_status
    from chronic_own as own
    join household_start on household_start.household = own.household
    group by own.household
)

select
    active.EnrollmentID,
    case
        when own.status = 'yes' then 'yes'
        when spread.makes_chronic and active.EntryDate = household_start.started_on then 'yes'
        when own.status is not null then own.status
        when spread.all_unknown and spread.head_status is not null then spread.head_status
        else 'no'
    end as status
from active
join household_start on household_start.household = active.household
left join chronic_own as own on own.EnrollmentID = active.EnrollmentID
left join spread on spread.household = active.household
where active.scope = 'report'
