-- The supportive services (W1) that HOPWA paid for in the date range, by the head of the household that got them.
-- Source: HMIS Data Dictionary W1; HOPWA Consolidated APR/CAPER, Supportive Services.
select headed.PersonalID, list_distinct(list(TypeProvided)) as services
from kept.Services as service
join active on active.scope = 'report' and active.EnrollmentID = service.EnrollmentID
join active as headed on headed.scope = 'report' and headed.household = active.household and headed.is_hoh
where
    RecordType = 143
    and TypeProvided is not null
    and DateProvided between getvariable('report_start') and getvariable('report_end')
group by headed.PersonalID
