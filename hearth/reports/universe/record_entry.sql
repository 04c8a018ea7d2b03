-- How many days after it happened each start and exit was entered, and whether an open stay has gone quiet: no contact
-- (outreach) or bed night (night-by-night shelter) in the last 90 days of the range.
-- Source: Glossary, HMIS Data Quality Report, Q6 and Q7.
with seen as (
    select EnrollmentID, max(InformationDate) as day
    from kept.CurrentLivingSituation
    where
        EnrollmentID in (select EnrollmentID from latest where scope = 'quality')
        and InformationDate <= getvariable('report_end')
    group by EnrollmentID
),

slept as (
    select EnrollmentID, max(night) as day
    from bed_night
    where night <= getvariable('report_end')
    group by EnrollmentID
),

stay as (
    select
        latest.*,
        start_entered_on - EntryDate as days_to_enter_start,
        exit_entered_on - ExitDate as days_to_enter_exit,
        latest.EntryDate < getvariable('report_end') - 90
        and (latest.ExitDate is null or latest.ExitDate > getvariable('report_end')) as is_long_open,
        if(ProjectType = 1, slept.day, seen.day) as last_day
    from latest
    left join seen on seen.EnrollmentID = latest.EnrollmentID
    left join slept on slept.EnrollmentID = latest.EnrollmentID
    where latest.scope = 'quality'
)

select
    EnrollmentID,
    if(EntryDate >= getvariable('report_start'), days_to_enter_start, null) as days_to_enter_start,
    if(ExitDate <= getvariable('report_end'), days_to_enter_exit, null) as days_to_enter_exit,
    is_long_open and needs_engagement and (is_hoh or age_group = 'adult') as is_open_outreach,
    is_long_open and ProjectType is not distinct from 1 as is_open_night,
    last_day is null or last_day < getvariable('report_end') - 90 as is_quiet
from stay
