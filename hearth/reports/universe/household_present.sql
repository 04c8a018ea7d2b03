-- The households present on each point-in-time date, named by one head of household each, so that a
-- household whose head changed counts once: the head who had started by that date, the most recent one.
-- One member present is enough, also in PSH and RRH: instruction 5 names types 3 and 13, and would say
-- nothing if instruction 6 wanted the head in person. The head's move-in date is what members inherit.
-- Source: APR Programming Specifications, Q8b, programming instructions 3 to 8.
with occupied as (
    select distinct month, day, household
    from present
)

select occupied.month, head.PersonalID
from occupied
join active as head on head.scope = 'report' and head.household = occupied.household and head.is_hoh
qualify
    row_number() over (
        partition by occupied.month, occupied.household
        order by head.EntryDate <= occupied.day desc, head.EntryDate desc, id_order(head.EnrollmentID)
    ) = 1
