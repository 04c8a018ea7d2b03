-- The enrollments present in their project on each point-in-time date. All active stays are looked at, not
-- just the latest ones.
-- In residential projects the exit date is no night; in others it is still a day of service. PSH, RRH and
-- Pay for Success need a move-in by that date. A night-by-night shelter needs a bed night of the client on
-- it: the universe is the clients active on that date, and a bed night is a person's (Glossary, "Bed-Night").
-- Source: APR Programming Specifications, Q7b, programming instructions 2 and 4 to 8.
with night as (
    select distinct EnrollmentID, night as day
    from bed_night
    where is_in_stay and night in (select day from point_in_time)
)

select point_in_time.month, point_in_time.day, active.EnrollmentID, active.PersonalID, active.household
from active
join point_in_time on active.EntryDate <= point_in_time.day
left join move_in on move_in.EnrollmentID = active.EnrollmentID
left join night on night.EnrollmentID = active.EnrollmentID and night.day = point_in_time.day
where
    active.scope = 'report'
    and case
        when ProjectType in (0, 1, 2, 3, 8, 9, 10, 13) or counts_move_in
            then ExitDate is null or ExitDate > point_in_time.day
        else ExitDate is null or ExitDate >= point_in_time.day
    end
    and (not counts_move_in or move_in <= point_in_time.day)
    and (ProjectType is distinct from 1 or night.day is not null)
