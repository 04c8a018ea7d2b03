-- Each adult's and head of household's own chronic homelessness status at project start: 'yes', 'no',
-- 'not told' (client does not know or prefers not to answer) or 'missing'.
-- The chart is read from the top: a disabling condition, then how the client came to the street or shelter
-- (not asked where the project itself is one), then a year without a break, then four times that add up to
-- twelve months.
-- Source: Glossary, "CH at Project Start Flowchart"; the rows named below are its rows.
with own as (
    select
        member.*,
        coalesce(condition.disables_at_start, false) as has_condition,
        age_on(member.DOB, coalesce(latest.as_of, greatest(member.EntryDate, getvariable('report_start')))) as age
    from household_member as member
    left join condition on condition.EnrollmentID = member.EnrollmentID
    left join latest on latest.scope = 'report' and latest.PersonalID = member.PersonalID
),

sorted as (
    select
        *,
        case -- row 1
            when has_condition or DisablingCondition = 1 then 'yes'
            when DisablingCondition = 0 then 'no'
            when DisablingCondition in (8, 9) then 'not told'
            else 'missing'
        end as disabling,
        case -- rows 3, 9, 14-16 and 21-23: 'yes' means continue
            when ProjectType in (0, 1, 4, 8) then 'yes'
            when LivingSituation is null then 'missing'
            when LivingSituation between 100 and 199 then 'yes'
            when LOSUnderThreshold = 0 then 'no'
            when LOSUnderThreshold is distinct from 1 then 'missing'
            when PreviousStreetESSH = 0 then 'no'
            when PreviousStreetESSH is distinct from 1 then 'missing'
            else 'yes'
        end as from_street,
        case -- rows 4-6, 10-12, 17-19 and 24-26
            when DateToStreetESSH <= EntryDate - 365 then 'yes'
            when TimesHomelessPastThreeYears in (1, 2, 3) then 'no'
            when TimesHomelessPastThreeYears in (8, 9) then 'not told'
            when TimesHomelessPastThreeYears is distinct from 4 then 'missing'
            when MonthsHomelessPastThreeYears in (112, 113) then 'yes'
            when MonthsHomelessPastThreeYears between 101 and 111 then 'no'
            when MonthsHomelessPastThreeYears in (8, 9) then 'not told'
            else 'missing'
        end as long_enough
    from own
)

select
    EnrollmentID,
    PersonalID,
    household,
    is_hoh,
    EntryDate,
    ExitDate,
    case
        when disabling <> 'yes' then disabling
        when from_street <> 'yes' then from_street
        else long_enough
    end as status
from sorted
where is_hoh or age >= 18
