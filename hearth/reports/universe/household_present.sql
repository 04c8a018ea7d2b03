-- The households present on each point-in-time date, named by one head of household each, so that a
-- household whose head changed counts once: the head who had started by that date, the most recent one.
-- One member present is enough, except in PSH, RRH and Pay for Success, where it must be the head.
-- Source: APR Programming Specifications, Q8b, programming instructions 3 to 8.
with occupied as (
    select distinct month, day, household
    from present
)

select occupied.month, head.PersonalID
from occupied
join active as head on head.scope = 'report' and head.household = occupied.household and head.is_hoh
left join present on present.month = occupied.month and present.EnrollmentID = head.EnrollmentID
where not head.counts_move_in or present.EnrollmentID is not null
qualify
    row_number() over (
        partition by occupied.month, occupied.household
        order by head.EntryDate <= occupied.day desc, head.EntryDate desc, id_order(head.EnrollmentID)
    ) = 1
