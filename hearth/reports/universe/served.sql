-- One row per active client: what the tables about people ask.
-- Source: APR Programming Specifications, as each step says.
select
    stay.*,
    race,
    race_group,
    length_of_stay.days,
    contact.* exclude (EnrollmentID),
    violence.* exclude (EnrollmentID),
    housing.* exclude (EnrollmentID),
    destination.* exclude (EnrollmentID),
    leaving_with_head.EnrollmentID is not null as is_leaving_with_head,
    moving_on,
    is_youth_funded,
    income.* exclude (EnrollmentID),
    benefit.* exclude (EnrollmentID),
    condition.* exclude (EnrollmentID, disables_at_start, disables),
    education.* exclude (EnrollmentID)
from stay
join race on race.PersonalID = stay.PersonalID
join length_of_stay on length_of_stay.EnrollmentID = stay.EnrollmentID
join housing on housing.EnrollmentID = stay.EnrollmentID
join selected_project on selected_project.ProjectID = stay.ProjectID
left join contact on contact.EnrollmentID = stay.EnrollmentID
left join violence on violence.EnrollmentID = stay.EnrollmentID
left join destination on destination.EnrollmentID = stay.EnrollmentID
left join leaving_with_head on leaving_with_head.EnrollmentID = stay.EnrollmentID
left join moving_on on moving_on.EnrollmentID = stay.EnrollmentID
left join income on income.EnrollmentID = stay.EnrollmentID
left join benefit on benefit.EnrollmentID = stay.EnrollmentID
left join condition on condition.EnrollmentID = stay.EnrollmentID
left join education on education.EnrollmentID = stay.EnrollmentID
