-- The bed nights of night-by-night shelters, of stays that reach into the date range. A night outside the stay, and one
-- on the exit date, is none of the stay's.
-- Source: Glossary, "Bed-Night"; HMIS Data Dictionary 4.14.
select
    enrollment.EnrollmentID,
    DateProvided as night,
    DateProvided >= EntryDate and (ExitDate is null or DateProvided < ExitDate) as is_in_stay
from kept.Services as service
join selected_enrollment as enrollment on enrollment.EnrollmentID = service.EnrollmentID
where
    RecordType = 200
    and ProjectType = 1
    and EntryDate <= getvariable('report_end')
    and (ExitDate is null or ExitDate >= getvariable('report_start'))
