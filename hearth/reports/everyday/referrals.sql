-- The referrals of the date range, one row per event, with what came of each: the result whenever it was recorded, also
-- after the range. While there is none a referral waits, until the day of the records (ExportDate).
-- A referral is an event whose kind refers somewhere: all of list 4.20.2 but problem solving (2), which is a service.
-- A result (4.20.D) is asked of referrals to a bed, a unit or a voucher alone, and a destination (4.20.C) of those to a
-- bed or a unit; what stands elsewhere is not looked at (decision 0335).
-- Its people are those who were in the household on that day; the event itself is recorded with one of them.
-- Source: HMIS Data Dictionary 4.20; CE APR Programming Specifications, Q9d and Q10.
with records as (
    select coalesce(max(ExportDate)::date, getvariable('report_end')) as taken_on from kept.Export
),

referral as (
    select
        event._id as event_id,
        event.EventID,
        event.EventDate,
        event.Event,
        event.Event between 10 and 15 or event.Event in (17, 18) as asks_result,
        event.Event between 10 and 15 as asks_place,
        case when asks_result and event.ReferralResult in (1, 2, 3) then event.ReferralResult end as ReferralResult,
        case when asks_result then event.ResultDate end as ResultDate,
        case when asks_place then event.LocationCrisisOrPHHousing end as destination,
        coalesce(event.Event = 5 and event.ReferralCaseManageAfter = 1, false) as in_aftercare,
        stay.client_id,
        stay.enrollment_id,
        stay.PersonalID,
        stay.EnrollmentID,
        stay.ProjectID,
        stay.household
    from kept.Event as event
    join selected_enrollment as stay on stay.EnrollmentID = event.EnrollmentID
    where
        event.EventDate between getvariable('report_start') and getvariable('report_end')
        and event.Event between 1 and 18
        and event.Event <> 2
),

together as (
    select referral.EventID, list(distinct member.PersonalID) as people
    from referral
    join selected_enrollment as member
        on member.household = referral.household
        and (
            member.EnrollmentID = referral.EnrollmentID
            or (
                member.EntryDate <= referral.EventDate
                and (member.ExitDate is null or member.ExitDate >= referral.EventDate)
            )
        )
    group by referral.EventID
)

select
    referral.*,
    project.ProjectName,
    coalesce(place.ProjectName, referral.destination) as place,
    together.people,
    len(together.people) as members,
    case when ReferralResult is not null and ResultDate >= EventDate then ResultDate - EventDate end as days,
    case
        when asks_result and ReferralResult is null then greatest(records.taken_on - EventDate, 0)
    end as waiting,
    (asks_place and destination is null)
    or (ReferralResult is null and ResultDate is not null)
    or (ReferralResult is not null and coalesce(ResultDate < EventDate, true)) as is_to_mend
from referral
cross join records
join together on together.EventID = referral.EventID
join kept.Project as project on project.ProjectID = referral.ProjectID
left join kept.Project as place on place.ProjectID = referral.destination
