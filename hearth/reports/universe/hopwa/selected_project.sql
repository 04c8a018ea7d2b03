-- Of the chosen projects those that HOPWA pays for in the date range, with the activities of its grants there. Where
-- a grant pays for facilities or for tenant-based rental assistance, the housing type tells which.
-- Source: HMIS Data Dictionary 2.02.D, 2.06.1 (13 to 19); which activity a funder means is from our digest
-- (differences.md).
with funded as (
    select
        project.ProjectID,
        list_distinct(
            list(
                case
                    when Funder = 14 then 'information'
                    when Funder = 16 then 'placement'
                    when Funder = 17 then 'short-term payments'
                    when Funder = 18 then 'short-term facility'
                    when Funder in (15, 19) and coalesce(HousingType, 3) = 3 then 'tenant-based'
                    when Funder = 15 then 'permanent facility'
                    when Funder = 19 then 'short-term facility'
                end
            )
        ) as activities
    from kept.Funder as funder
    join kept.Project as project on project.ProjectID = funder.ProjectID
    where
        Funder between 13 and 19
        and StartDate <= getvariable('report_end')
        and (EndDate is null or EndDate >= getvariable('report_start'))
    group by project.ProjectID
)

select selected_project.*, activities
from selected_project
join funded on funded.ProjectID = selected_project.ProjectID
