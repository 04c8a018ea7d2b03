-- One row per client whom the data quality tables look at: what is wrong or late.
-- Source: Glossary, HMIS Data Quality Report.
select
    stay.* exclude (needs_annual),
    identity_issue.* exclude (PersonalID),
    element_issue.* exclude (EnrollmentID),
    prior_living_issue.* exclude (EnrollmentID),
    record_entry.* exclude (EnrollmentID)
from stay
join identity_issue on identity_issue.PersonalID = stay.PersonalID
join element_issue on element_issue.EnrollmentID = stay.EnrollmentID
join record_entry on record_entry.EnrollmentID = stay.EnrollmentID
left join prior_living_issue on prior_living_issue.EnrollmentID = stay.EnrollmentID
where stay.scope = 'quality'
