-- When each chosen project was an access point of coordinated entry: continuum projects that were one at some time of
-- the range, with all their times as one.
-- Source: CE APR Programming Specifications, universe of Q4 to Q9, steps 1.a and 1.b.
with point as (
    select
        participation.ProjectID,
        CEParticipationStatusStartDate as first_day,
        coalesce(CEParticipationStatusEndDate, date '9999-12-31') as last_day
    from kept.CEParticipation as participation
    join kept.Project as project on project.ProjectID = participation.ProjectID
    where
        participation.ProjectID in (from chosen_project)
        and ContinuumProject = 1
        and AccessPoint = 1
)

select *
from point
where
    ProjectID in (
        select ProjectID
        from point
        where first_day <= getvariable('report_end') and last_day >= getvariable('report_start')
    )
