-- How many days after it happened each start and exit in the range was entered.
-- Source: Glossary, HMIS Data Quality Report, Q6.
select
    EnrollmentID,
    if(EntryDate >= getvariable('report_start'), start_entered_on - EntryDate, null) as days_to_enter_start,
    if(ExitDate <= getvariable('report_end'), exit_entered_on - ExitDate, null) as days_to_enter_exit
from latest
where scope = 'quality'
