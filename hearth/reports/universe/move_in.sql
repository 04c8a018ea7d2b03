-- The housing move-in date that is valid for each person: the head of household's, inherited.
-- A date outside the head's own stay or after the report's end is no date. A member who was there when
-- the household moved in has the head's date, unless the member had left before; a member who joined a
-- housed household moved in on the day of joining.
-- Source: Glossary, "Handling Housing Move-In Dates".
with head as (
    select household, min(MoveInDate) as moved_in
    from selected_enrollment
    where
        is_hoh
        and MoveInDate >= EntryDate
        and (ExitDate is null or MoveInDate <= ExitDate)
        and MoveInDate <= getvariable('report_end')
    group by household
)

select
    member.EnrollmentID,
    head.moved_in as household_moved_in,
    case
        when member.EntryDate > head.moved_in then member.EntryDate
        when member.ExitDate is null or member.ExitDate >= head.moved_in then head.moved_in
    end as move_in
from selected_enrollment as member
join head on head.household = member.household
