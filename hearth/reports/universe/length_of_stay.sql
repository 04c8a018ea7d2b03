-- How many days each client's latest stay has lasted, from its own start, up to the report's end at most.
-- In a night-by-night shelter the different dates with a bed night count.
-- Source: Glossary, "Bed-Night and Length of Stay in Residence" methods 1 and 2, "Length of Stay in Project"; APR
-- Programming Specifications, Q22a.
with night as (
    select latest.EnrollmentID, count(distinct DateProvided) as nights
    from kept.Services as service
    join latest on latest.scope = 'report' and latest.EnrollmentID = service.EnrollmentID
    where
        RecordType = 200
        and ProjectType = 1
        and DateProvided >= EntryDate
        and (ExitDate is null or DateProvided < ExitDate)
        and DateProvided <= getvariable('report_end')
    group by latest.EnrollmentID
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
