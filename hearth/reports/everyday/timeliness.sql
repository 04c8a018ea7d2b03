-- How many days after the fact starts and exits were entered, by program: the days from the start (or exit) to the day
-- on which its row was made (DateCreated, which HUD's exports carry).
-- Source: Data Quality report Q6 (timeliness), with the same steps of days.
with entered as (
    select ProjectID, 'Start' as fact, date_diff('day', stay.EntryDate, made.DateCreated::date) as days
    from selected_enrollment as stay
    join kept.Enrollment as made using (EnrollmentID, ProjectID)
    where stay.EntryDate between getvariable('report_start') and getvariable('report_end')
    union all
    select stay.ProjectID, 'Exit', date_diff('day', stay.ExitDate, made.DateCreated::date)
    from selected_enrollment as stay
    join kept.Exit as made on made.EnrollmentID = stay.EnrollmentID and made.ExitDate = stay.ExitDate
    where stay.ExitDate between getvariable('report_start') and getvariable('report_end')
)

select
    project.ProjectName,
    fact,
    count(*) as records,
    count(*) filter (days <= 0) as same_day,
    count(*) filter (days between 1 and 3) as within_3,
    count(*) filter (days between 4 and 6) as within_6,
    count(*) filter (days between 7 and 10) as within_10,
    count(*) filter (days >= 11) as later,
    median(days) as usual
from entered
join kept.Project as project on project.ProjectID = entered.ProjectID
group by all
