-- The one event of each assessed head of household that Q9c and Q9d report: from the day of the assessment until the
-- day before the client's next one, at most 90 days after the range; of several the last, those of the
-- same stay first, and of two on one day the lower EventID.
-- Source: CE APR Programming Specifications, Q9c and Q9d.
with next_assessment as (
    select PersonalID, min(day) as day
    from activity
    where kind = 'assessment' and not is_in_range
    group by PersonalID
)

select head.PersonalID, event.event, event.referral_result, event.solved, event.aftercare
from latest as head
join activity as event on event.kind = 'event' and event.PersonalID = head.PersonalID
left join next_assessment on next_assessment.PersonalID = head.PersonalID
where
    head.scope = 'report'
    and head.is_hoh
    and event.day >= head.assessed_on
    and (next_assessment.day is null or event.day < next_assessment.day)
qualify
    row_number() over (
        partition by head.PersonalID
        order by event.EnrollmentID = head.EnrollmentID desc, event.day desc, id_order(event.activity_id)
    ) = 1
