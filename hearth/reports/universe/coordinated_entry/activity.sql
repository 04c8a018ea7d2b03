-- Each coordinated entry assessment (4.19) and event (4.20) of the chosen projects, on days on which the project was an
-- access point: in the range, and in the 90 days after it. `is_in_stay`: between the client's start and exit.
-- Source: CE APR Programming Specifications, universe of Q4 to Q9, steps 3 and 4; Glossary, "Active Clients" method 2.
with told as (
    select
        'assessment' as kind,
        AssessmentID as activity_id,
        EnrollmentID,
        AssessmentDate as day,
        AssessmentType as assessment_type,
        AssessmentLevel as assessment_level,
        PrioritizationStatus as prioritization
    from kept.Assessment
    union all by name
    select
        'event' as kind,
        EventID as activity_id,
        EnrollmentID,
        EventDate as day,
        Event as event,
        ReferralResult as referral_result,
        ProbSolDivRRResult as solved,
        ReferralCaseManageAfter as aftercare
    from kept.Event
)

select
    told.*,
    told.day <= getvariable('report_end') as is_in_range,
    told.day >= EntryDate and (ExitDate is null or told.day <= ExitDate) as is_in_stay,
    stay.* exclude (EnrollmentID)
from told
join selected_enrollment as stay on stay.EnrollmentID = told.EnrollmentID
where
    told.day between getvariable('report_start') and getvariable('report_end') + 90
    and exists (
        from access_point
        where access_point.ProjectID = stay.ProjectID and told.day between first_day and last_day
    )
