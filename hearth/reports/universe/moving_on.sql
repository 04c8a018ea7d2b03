-- Which types of moving-on assistance each latest stay received in the range.
-- Source: APR Programming Specifications, Q24b: every type that was received, not the last one alone.
select latest.EnrollmentID, list_sort(list_distinct(list(TypeProvided))) as moving_on
from kept.Services as service
join latest on latest.scope = 'report' and latest.EnrollmentID = service.EnrollmentID
where
    RecordType = 300
    and DateProvided between greatest(getvariable('report_start'), EntryDate)
    and least(getvariable('report_end'), coalesce(ExitDate, date '9999-12-31'))
group by latest.EnrollmentID
