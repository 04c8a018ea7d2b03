-- How many days each client's latest stay has lasted, from its own start, up to the report's end at most.
-- In a night-by-night shelter the different dates with a bed night count.
-- Source: Glossary, "Bed-Night and Length of Stay in Residence" methods 1 and 2, "Length of Stay in Project"; APR
-- Programming Specifications, Q22a.
with night as (
    select EnrollmentID, count(distinct night) as nights
    from bed_night
    where is_in_stay and night <= getvariable('report_end')
    group by EnrollmentID
)

select
    latest.EnrollmentID,
    case
        when ProjectType = 1 then coalesce(night.nights, 0)
        else least(ExitDate, getvariable('report_end') + 1) - EntryDate
    end as days
from latest
left join night on night.EnrollmentID = latest.EnrollmentID
where scope = 'report'
