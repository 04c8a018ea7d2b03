-- What identifies each project of the report, in the order of Q4a's columns A to L.
-- Source: APR Programming Specifications, Q4a.
with access as (
    select
        participation.ProjectID,
        arg_max(AccessPoint, (CEParticipationStatusStartDate, id_order(CEParticipationID))) as AccessPoint
    from kept.CEParticipation as participation
    join kept.Project as project on project.ProjectID = participation.ProjectID
    where
        case
            when OperatingEndDate >= getvariable('report_start') and OperatingEndDate < getvariable('report_end')
                then OperatingEndDate
            else getvariable('report_end')
        end between CEParticipationStatusStartDate and coalesce(CEParticipationStatusEndDate, date '9999-12-31')
    group by participation.ProjectID
),

affiliation as (
    select ProjectID, string_agg(distinct ResProjectID, ',' order by ResProjectID) as ids
    from kept.Affiliation
    group by ProjectID
),

coc as (
    select
        ProjectID,
        string_agg(CoCCode, ',' order by CoCCode) as codes,
        string_agg(Geocode, ',' order by CoCCode, ProjectCoCID) as geocodes
    from kept.ProjectCoC
    group by ProjectID
),

described as (
    select
        project.*,
        organization.OrganizationName,
        organization.VictimServiceProvider,
        ProjectType = 6 or (ProjectType = 13 and RRHSubType = 1) as may_be_affiliated
    from kept.Project as project
    left join kept.Organization as organization on organization.OrganizationID = project.OrganizationID
    where ProjectID in (from reported_project)
)

select
    trim(OrganizationName),
    OrganizationID,
    trim(ProjectName),
    ProjectID,
    ProjectType,
    if(ProjectType = 13, RRHSubType, null),
    access.AccessPoint,
    if(may_be_affiliated, ResidentialAffiliation, null),
    if(may_be_affiliated and ResidentialAffiliation = 1, affiliation.ids, null),
    coc.codes,
    coc.geocodes,
    VictimServiceProvider
from described
left join access using (ProjectID)
left join affiliation using (ProjectID)
left join coc using (ProjectID)
order by OrganizationName, ProjectName, ProjectID
