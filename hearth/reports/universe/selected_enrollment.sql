-- Every enrollment in the report's projects, of any date: members who left before the report range still
-- decide the household's start. A household is the enrollments with one HouseholdID in one project. They are
-- numbered in the order of their ids, for this report only.
-- The head of household's Enrollment CoC holds for all members; a project that is in one CoC only has all its
-- households there, whatever a record says.
-- Source: Glossary, "Household"; HMIS Data Dictionary 3.16.
with only_coc as (
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
        client.Sex,
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

left_on as (
    select record.EnrollmentID, record.ExitID, record.ExitDate
    from kept.Exit as record
    semi join enrollment on enrollment.EnrollmentID = record.EnrollmentID
    where record.ExitDate is not null
),

-- A stay has one exit. Of several, which an export must not have, the first by id counts.
repeated as (
    select EnrollmentID, min_by(ExitID, id_order(ExitID)) as first_id
    from left_on
    where EnrollmentID in (select EnrollmentID from left_on group by EnrollmentID having count(*) > 1)
    group by EnrollmentID
),

first_exit as (
    select left_on.*
    from left_on
    left join repeated on repeated.EnrollmentID = left_on.EnrollmentID
    where repeated.first_id is null or repeated.first_id = left_on.ExitID
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
    first_exit.ExitDate,
    first_exit.ExitID,
    household.household,
    coalesce(only_coc.CoCCode, household.head_coc) as CoCCode
from enrollment
join household on household.ProjectID = enrollment.ProjectID and household.HouseholdID = enrollment.HouseholdID
left join first_exit on first_exit.EnrollmentID = enrollment.EnrollmentID
left join only_coc on only_coc.ProjectID = enrollment.ProjectID
where getvariable('coc') is null or coalesce(only_coc.CoCCode, household.head_coc) = getvariable('coc')
