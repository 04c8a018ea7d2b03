-- The projects of the report, with what decides how their stays count.
-- Source: APR Programming Specifications, "Program and Project Type Applicability" and Q7a; Glossary,
-- "Project Stays to Include". A funder counts when its grant overlaps the report's date range.
with funded as (
    select
        ProjectID,
        bool_or(Funder = 35) as by_pay_for_success,
        bool_or(Funder = 21) as by_path,
        bool_or(Funder = 43) as by_youth_demonstration
    from kept.Funder
    where
        StartDate <= getvariable('report_end')
        and (EndDate is null or EndDate >= getvariable('report_start'))
    group by ProjectID
)

select
    project.ProjectID,
    project.ProjectType,
    project.RRHSubType,
    -- PSH, RRH and Pay for Success: these report who moved into housing.
    coalesce(ProjectType in (3, 13) or (ProjectType = 7 and by_pay_for_success), false) as counts_move_in,
    -- Street outreach and PATH services: data quality looks at engaged clients only.
    coalesce(ProjectType = 4 or (ProjectType = 6 and by_path), false) as needs_engagement,
    -- The PATH annual report is about these alone.
    coalesce(ProjectType in (4, 6) and by_path, false) as is_of_path,
    -- Youth Homelessness Demonstration Program: education is asked of its youth alone.
    coalesce(by_youth_demonstration, false) as is_youth_funded
from kept.Project as project
left join funded on funded.ProjectID = project.ProjectID
where project.ProjectID in (from chosen_project)
