-- Each stay of the chosen programs that touches the date range, one row per stay: a person who came twice stands twice.
-- Active: at least one day of the stay lies in the range. Enrolled: it starts in the range. Exited: it ends in the range.
-- Days: from the start to the exit, or to the last day of the range while it goes on; the day of exit is not counted.
-- Source: PRODUCT.md R5.
with served as (
    select EnrollmentID, count(*) as services
    from kept.Services
    where DateProvided between getvariable('report_start') and getvariable('report_end')
    group by EnrollmentID
),

asked as (
    select EnrollmentID, count(*) as assessments
    from (
        select EnrollmentID, InformationDate, DataCollectionStage from kept.IncomeBenefits
        union
        select EnrollmentID, InformationDate, DataCollectionStage from kept.Disabilities
        union
        select EnrollmentID, InformationDate, DataCollectionStage from kept.HealthAndDV
        union
        select EnrollmentID, AssessmentDate, null from kept.Assessment
    )
    where InformationDate between getvariable('report_start') and getvariable('report_end')
    group by EnrollmentID
),

stay as (
    select
        enrollment.*,
        least(coalesce(ExitDate, getvariable('report_end')), getvariable('report_end')) as until,
        date_diff('day', EntryDate, until) as days
    from selected_enrollment as enrollment
    where EntryDate <= getvariable('report_end') and (ExitDate is null or ExitDate >= getvariable('report_start'))
)

select
    stay.client_id,
    stay.enrollment_id,
    stay.PersonalID,
    stay.EnrollmentID,
    stay.ProjectID,
    project.ProjectName,
    stay.household,
    stay.RelationshipToHoH,
    age_on(stay.DOB, stay.EntryDate) as age_at_start,
    age_on(stay.DOB, stay.until) as age_at_end,
    stay.EntryDate,
    stay.ExitDate,
    stay.MoveInDate,
    stay.days,
    coalesce(served.services, 0) as services,
    coalesce(asked.assessments, 0) as assessments,
    stay.EntryDate >= getvariable('report_start') as is_enrolled,
    coalesce(stay.ExitDate <= getvariable('report_end'), false) as is_exited,
    max(stay.days) over (partition by stay.household) as longest
from stay
join kept.Project as project on project.ProjectID = stay.ProjectID
left join served on served.EnrollmentID = stay.EnrollmentID
left join asked on asked.EnrollmentID = stay.EnrollmentID
