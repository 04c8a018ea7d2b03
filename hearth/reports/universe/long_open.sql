-- The stays that started more than 90 days before the report's end and were open then: each client's latest by its
-- dates alone, so that a shelter stay that nobody closed is found, whose client had no bed night in the range and is not
-- active. Outreach asks adults and heads, a night-by-night shelter everybody. `is_quiet`: no contact (outreach) or bed
-- night (shelter) in the last 90 days of the range.
-- Source: Glossary, HMIS Data Quality Report, Q7 ("regardless of project type") and "Project Stays to Include".
with by_dates as (
    select *
    from selected_enrollment
    where
        EntryDate <= getvariable('report_end')
        and (ExitDate is null or ExitDate >= getvariable('report_start'))
        and (not needs_engagement or DateOfEngagement <= getvariable('report_end'))
    qualify row_number() over (partition by PersonalID order by EntryDate desc, id_order(EnrollmentID)) = 1
),

stay as (
    select
        *,
        needs_engagement
        and (is_hoh or coalesce(age_on(DOB, greatest(EntryDate, getvariable('report_start'))) >= 18, false))
            as is_open_outreach,
        ProjectType is not distinct from 1 as is_open_night
    from by_dates
    where
        EntryDate < getvariable('report_end') - 90
        and (ExitDate is null or ExitDate > getvariable('report_end'))
),

seen as (
    select EnrollmentID, max(InformationDate) as day
    from kept.CurrentLivingSituation
    where
        EnrollmentID in (select EnrollmentID from stay where is_open_outreach)
        and InformationDate <= getvariable('report_end')
    group by EnrollmentID
),

slept as (
    select EnrollmentID, max(night) as day
    from bed_night
    where night <= getvariable('report_end')
    group by EnrollmentID
),

last_seen as (
    select stay.*, if(is_open_night, slept.day, seen.day) as last_day
    from stay
    left join seen on seen.EnrollmentID = stay.EnrollmentID
    left join slept on slept.EnrollmentID = stay.EnrollmentID
    where is_open_outreach or is_open_night
)

select
    'open' as scope,
    PersonalID,
    EnrollmentID,
    ProjectID,
    client_id,
    enrollment_id,
    is_open_outreach,
    is_open_night,
    last_day is null or last_day < getvariable('report_end') - 90 as is_quiet
from last_seen
