-- One row per active client: what the tables about people ask.
-- Source: APR Programming Specifications, as each step says.
with at_start as (
    select EnrollmentID, columns(c -> c not in ('EnrollmentID', 'point')) as 'start_\0'
    from income
    where point = 'start'
),

at_annual as (
    select EnrollmentID, columns(c -> c not in ('EnrollmentID', 'point')) as 'annual_\0'
    from income
    where point = 'annual'
),

at_exit as (
    select EnrollmentID, columns(c -> c not in ('EnrollmentID', 'point')) as 'exit_\0'
    from income
    where point = 'exit'
),

benefit_at_start as (
    select EnrollmentID, columns(c -> c not in ('EnrollmentID', 'point')) as 'start_\0'
    from benefit
    where point = 'start'
),

benefit_at_annual as (
    select EnrollmentID, columns(c -> c not in ('EnrollmentID', 'point')) as 'annual_\0'
    from benefit
    where point = 'annual'
),

benefit_at_exit as (
    select EnrollmentID, columns(c -> c not in ('EnrollmentID', 'point')) as 'exit_\0'
    from benefit
    where point = 'exit'
),

ill_at_start as (
    select EnrollmentID, columns(c -> c not in ('EnrollmentID', 'point')) as 'start_\0'
    from condition
    where point = 'start'
),

ill_at_exit as (
    select EnrollmentID, columns(c -> c not in ('EnrollmentID', 'point')) as 'exit_\0'
    from condition
    where point = 'exit'
),

ill_latest as (
    select EnrollmentID, columns(c -> c not in ('EnrollmentID', 'point')) as 'latest_\0'
    from condition
    where point = 'latest'
),

ill_counted as (
    select EnrollmentID, conditions as counted_conditions
    from condition
    where point = 'counted'
),

taught_at_start as (
    select EnrollmentID, columns(c -> c not in ('EnrollmentID', 'point')) as 'start_\0'
    from education
    where point = 'start'
),

taught_at_exit as (
    select EnrollmentID, columns(c -> c not in ('EnrollmentID', 'point')) as 'exit_\0'
    from education
    where point = 'exit'
)

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
    at_start.* exclude (EnrollmentID),
    at_annual.* exclude (EnrollmentID),
    at_exit.* exclude (EnrollmentID),
    benefit_at_start.* exclude (EnrollmentID),
    benefit_at_annual.* exclude (EnrollmentID),
    benefit_at_exit.* exclude (EnrollmentID),
    ill_at_start.* exclude (EnrollmentID),
    ill_at_exit.* exclude (EnrollmentID),
    ill_latest.* exclude (EnrollmentID),
    ill_counted.* exclude (EnrollmentID),
    taught_at_start.* exclude (EnrollmentID),
    taught_at_exit.* exclude (EnrollmentID)
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
left join at_start on at_start.EnrollmentID = stay.EnrollmentID
left join at_annual on at_annual.EnrollmentID = stay.EnrollmentID
left join at_exit on at_exit.EnrollmentID = stay.EnrollmentID
left join benefit_at_start on benefit_at_start.EnrollmentID = stay.EnrollmentID
left join benefit_at_annual on benefit_at_annual.EnrollmentID = stay.EnrollmentID
left join benefit_at_exit on benefit_at_exit.EnrollmentID = stay.EnrollmentID
left join ill_at_start on ill_at_start.EnrollmentID = stay.EnrollmentID
left join ill_at_exit on ill_at_exit.EnrollmentID = stay.EnrollmentID
left join ill_latest on ill_latest.EnrollmentID = stay.EnrollmentID
left join ill_counted on ill_counted.EnrollmentID = stay.EnrollmentID
left join taught_at_start on taught_at_start.EnrollmentID = stay.EnrollmentID
left join taught_at_exit on taught_at_exit.EnrollmentID = stay.EnrollmentID
where stay.scope = 'report'
