-- One row per client whom the data quality tables look at: what is wrong or late, and what Q5a counts of them. Their
-- households are of all active members: engagement decides who is counted, not who lives with whom.
-- Source: Glossary, HMIS Data Quality Report; APR Programming Specifications, Q5a.
select
    latest.scope,
    latest.PersonalID,
    latest.EnrollmentID,
    latest.ProjectID,
    latest.client_id,
    latest.enrollment_id,
    latest.is_hoh,
    latest.age_group = 'adult' as is_adult,
    latest.age_group = 'child' as is_child,
    latest.age is null as is_unknown_age,
    latest.age_group = 'adult' and coalesce(latest.VeteranStatus = 1, false) as is_veteran,
    chronic.status as chronic,
    household.is_youth and coalesce(latest.age between 12 and 24, false) as is_youth,
    household.has_child_of_head,
    coalesce(latest.age < 18 and latest.RelationshipToHoH = 2, false) as is_child_of_head,
    coalesce(latest.ExitDate <= getvariable('report_end'), false) as is_leaver,
    getvariable('report_end') - household.started_on >= 365 as is_year_in_project,
    identity_issue.* exclude (PersonalID),
    element_issue.* exclude (EnrollmentID),
    prior_living_issue.* exclude (EnrollmentID),
    record_entry.* exclude (EnrollmentID)
from latest
join household on household.scope = 'report' and household.household = latest.household
join chronic on chronic.EnrollmentID = latest.EnrollmentID
join identity_issue on identity_issue.PersonalID = latest.PersonalID
join element_issue on element_issue.EnrollmentID = latest.EnrollmentID
join record_entry on record_entry.EnrollmentID = latest.EnrollmentID
left join prior_living_issue on prior_living_issue.EnrollmentID = latest.EnrollmentID
where latest.scope = 'quality'
