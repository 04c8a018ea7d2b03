-- Every enrollment in the report's projects, of any date: members who left before the report range still
-- decide the household's start. A household is the enrollments with one HouseholdID in one project.
-- The head of household's Enrollment CoC holds for all members; a project that is in one CoC only has all its
-- households there, whatever a record says.
-- Source: Glossary, "Household"; HMIS Data Dictionary 3.16.
with left_on as (
    select EnrollmentID, min_by(ExitDate, id_order(ExitID)) as ExitDate
    from kept.Exit
    group by EnrollmentID
),

only_coc as (
    select ProjectID, any_value(CoCCode) as CoCCode
    from kept.ProjectCoC
    group by ProjectID
    having count(distinct CoCCode) = 1
),

joined as (
    select
        enrollment.EnrollmentID,
        enrollment.PersonalID,
        enrollment.ProjectID,
        enrollment.ProjectID || ' / ' || coalesce(HouseholdID, 'alone ' || enrollment.EnrollmentID) as household,
        coalesce(RelationshipToHoH = 1, false) as is_hoh,
        RelationshipToHoH,
        EnrollmentCoC,
        EntryDate,
        left_on.ExitDate,
        MoveInDate,
        DateOfEngagement,
        client.DOB,
        client.DOBDataQuality,
        client.VeteranStatus,
        project.ProjectType,
        project.counts_move_in,
        project.needs_engagement,
        only_coc.CoCCode as only_coc,
        client._id as client_id,
        enrollment._id as enrollment_id
    from kept.Enrollment as enrollment
    join selected_project as project on project.ProjectID = enrollment.ProjectID
    join kept.Client as client on client.PersonalID = enrollment.PersonalID
    left join left_on on left_on.EnrollmentID = enrollment.EnrollmentID
    left join only_coc on only_coc.ProjectID = enrollment.ProjectID
    where EntryDate is not null
)

select
    * exclude (only_coc, EnrollmentCoC),
    coalesce(
        only_coc, min_by(EnrollmentCoC, id_order(EnrollmentID)) filter (is_hoh) over (partition by household)
    ) as CoCCode
from joined
qualify getvariable('coc') is null or CoCCode = getvariable('coc')
