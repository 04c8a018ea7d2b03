-- What was given in the date range, by program and kind: how often, to how many people, for how much.
-- Source: PRODUCT.md, report GNRL-104. Only kinds of service are counted, never their categories (H1).
select
    project.ProjectName,
    service.RecordType,
    service.TypeProvided,
    service.SubTypeProvided,
    count(*) as services,
    count(distinct service.PersonalID) as people,
    sum(FAAmount) as amount,
    min(DateProvided) as first_day,
    max(DateProvided) as last_day
from kept.Services as service
join selected_enrollment as enrollment on enrollment.EnrollmentID = service.EnrollmentID
join kept.Project as project on project.ProjectID = enrollment.ProjectID
where DateProvided between getvariable('report_start') and getvariable('report_end')
group by all
