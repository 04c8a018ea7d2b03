-- Everybody in the households of parenting youth: by the head's latest stay, with all who were active in it, even those
-- whose own latest stay is another one. Each is there once, also where the household has two heads or somebody came back
-- to it: heads by their own latest stay, others by their last one in it, with the head who started last.
-- Source: APR Programming Specifications, Q27b.
select
    'parenting' as scope,
    member.PersonalID,
    member.EnrollmentID,
    member.ProjectID,
    member.client_id,
    member.enrollment_id,
    own.age,
    own.age_group,
    own.age_group = 'adult' as is_adult,
    own.age_group = 'child' as is_child,
    own.age is null as is_unknown_age,
    member.EnrollmentID = head.EnrollmentID as is_hoh,
    household.household_type,
    coalesce(own.age < 18 and member.RelationshipToHoH = 2, false) as is_child_of_head,
    head.age as head_age
from latest as head
join household on household.scope = 'report' and household.household = head.household
join active as member on member.scope = 'report' and member.household = head.household
join latest as own on own.scope = 'report' and own.PersonalID = member.PersonalID
where head.scope = 'report' and head.is_hoh and is_youth and has_child_of_head and head.age between 12 and 24
qualify
    row_number() over (
        partition by member.household, member.PersonalID
        order by
            member.EnrollmentID = head.EnrollmentID desc,
            member.EntryDate desc,
            id_order(member.EnrollmentID),
            head.EntryDate desc,
            id_order(head.EnrollmentID)
    ) = 1
