-- What adults and heads who started on or after 2016-10-01 left open of their prior living situation.
-- `entered` is the group of project types; the date, the times and the months are asked only where the client may have
-- come from the street or a shelter.
-- Source: Glossary, HMIS Data Quality Report, Q5.
with stay as (
    select
        *,
        case
            when ProjectType in (0, 1, 4, 8) then 'street'
            when ProjectType = 2 then 'transitional'
            when ProjectType in (3, 9, 10, 13) then 'permanent'
            when ProjectType = 14 then 'coordinated entry'
            when ProjectType in (6, 11, 12) then 'services'
        end as entered,
        coalesce(LengthOfStay, 99) in (8, 9, 99) as is_length_missing,
        LivingSituation between 200 and 299 as is_institution,
        LivingSituation is null
        or LivingSituation between 0 and 99
        or LivingSituation between 300 and 499 as is_elsewhere
    from latest
    where
        scope = 'quality'
        and (is_hoh or age_group = 'adult')
        and EntryDate >= date '2016-10-01'
),

asked as (
    select
        *,
        entered = 'street'
        or LivingSituation between 100 and 199
        or (is_institution and LengthOfStay in (2, 3, 10, 11) and PreviousStreetESSH = 1)
        or (is_elsewhere and LengthOfStay in (10, 11) and PreviousStreetESSH = 1) as is_asked
    from stay
),

open as (
    select
        EnrollmentID,
        entered,
        coalesce(entered <> 'street' and is_institution and is_length_missing, false) as is_institution_open,
        coalesce(entered <> 'street' and is_elsewhere and is_length_missing, false) as is_housing_open,
        coalesce(is_asked and DateToStreetESSH is null, false) as is_date_open,
        coalesce(is_asked and coalesce(TimesHomelessPastThreeYears, 99) in (8, 9, 99), false) as are_times_open,
        coalesce(is_asked and coalesce(MonthsHomelessPastThreeYears, 99) in (8, 9, 99), false) as are_months_open
    from asked
    where entered is not null
)

select
    *,
    is_institution_open or is_housing_open or is_date_open or are_times_open or are_months_open as is_any_open
from open
