-- The contacts of each latest stay in street outreach and night-by-night shelters, up to the engagement, the exit and
-- the report's end, those before the report's start too. An engagement on a day without a contact is one more.
-- `first_contact` is where the first one found the client: 'away', 'street' or 'unknown'.
-- Source: APR Programming Specifications, Q9a and Q9b; Glossary, "Contact", "Date of Engagement".
with stay as (
    select
        *,
        DateOfEngagement between EntryDate
        and least(coalesce(ExitDate, date '9999-12-31'), getvariable('report_end')) as is_engaged_in_time
    from latest
    where scope = 'report' and ProjectType in (1, 4)
),

met as (
    select
        stay.EnrollmentID,
        count(*) as meetings,
        bool_or(InformationDate >= getvariable('report_start')) as in_range,
        bool_or(InformationDate = DateOfEngagement) as on_engagement,
        min_by(
            coalesce(contact.CurrentLivingSituation, 99), (InformationDate, id_order(CurrentLivingSitID))
        ) as first_situation
    from kept.CurrentLivingSituation as contact
    join stay on stay.EnrollmentID = contact.EnrollmentID
    where
        InformationDate >= EntryDate
        and (ExitDate is null or InformationDate <= ExitDate)
        and (DateOfEngagement is null or InformationDate <= DateOfEngagement)
        and InformationDate <= getvariable('report_end')
    group by stay.EnrollmentID
),

counted as (
    select
        stay.EnrollmentID,
        coalesce(met.meetings, 0)
        + (coalesce(is_engaged_in_time, false) and not coalesce(on_engagement, false))::int as contacts,
        coalesce(is_engaged_in_time and DateOfEngagement >= getvariable('report_start'), false) as is_engaged,
        coalesce(met.in_range, false) as is_met,
        met.first_situation
    from stay
    left join met on met.EnrollmentID = stay.EnrollmentID
)

select
    EnrollmentID,
    contacts,
    is_engaged,
    is_met or is_engaged as is_contacted,
    case
        when first_situation = 17 or first_situation between 200 and 499 then 'away'
        when first_situation between 100 and 199 then 'street'
        else 'unknown'
    end as first_contact
from counted
