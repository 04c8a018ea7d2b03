-- Every enrollment in the report's projects, of any date: members who left before the report range still
-- decide the household's start. A household is the enrollments with one HouseholdID in one project. They are
-- numbered in the order of their ids, for this report only.
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

enrollment as (
    select
        record.EnrollmentID,
        record.PersonalID,
        record.ProjectID,
        coalesce(HouseholdID, 'alone ' || record.EnrollmentID) as HouseholdID,
        coalesce(RelationshipToHoH = 1, false) as is_hoh,
        RelationshipToHoH,
        EnrollmentCoC,
        EntryDate,
        MoveInDate,
        DateOfEngagement,
        client.DOB,
        client.DOBDataQuality,
        client.VeteranStatus,
        project.ProjectType,
        project.counts_move_in,
        project.needs_engagement,
        client._id as client_id,
        record._id as enrollment_id
    from kept.Enrollment as record
    join selected_project as project on project.ProjectID = record.ProjectID
    join kept.Client as client on client.PersonalID = record.PersonalID
    where EntryDate is not null
),

-- Numbers, because a household is looked for in nearly every step, and two ids in one text are slow to compare.
household as (
    select
        ProjectID,
        HouseholdID,
        row_number() over (order by ProjectID, HouseholdID) as household,
        min_by(EnrollmentCoC, id_order(EnrollmentID)) filter (is_hoh) as head_coc
    from enrollment
    group by ProjectID, HouseholdID
)

select
    enrollment.* exclude (HouseholdID, EnrollmentCoC),
    left_on.ExitDate,
    household.household,
    coalesce(only_coc.CoCCode, household.head_coc) as CoCCode
from enrollment
join household on household.ProjectID = enrollment.ProjectID and household.HouseholdID = enrollment.HouseholdID
left join left_on on left_on.EnrollmentID = enrollment.EnrollmentID
left join only_coc on only_coc.ProjectID = enrollment.ProjectID
where getvariable('coc') is null or coalesce(only_coc.CoCCode, household.head_coc) = getvariable('coc')
