-- The enrollments present in their project on each point-in-time date. All active stays are looked at, not
-- just the latest ones.
-- In residential projects the exit date is no night; in others it is still a day of service. PSH, RRH and
-- Pay for Success need a move-in by that date; a night-by-night shelter needs a bed night on it.
-- Source: APR Programming Specifications, Q7b, programming instructions 2 and 4 to 8.
select point_in_time.month, point_in_time.day, active.EnrollmentID, active.PersonalID, active.household
from active
join point_in_time on active.EntryDate <= point_in_time.day
left join move_in on move_in.EnrollmentID = active.EnrollmentID
where
    active.scope = 'report'
    and case
        when ProjectType = 1 or ProjectType in (0, 2, 3, 8, 9, 10, 13) or counts_move_in
            then ExitDate is null or ExitDate > day
        else ExitDate is null or ExitDate >= day
    end
    and (not counts_move_in or move_in <= day)
    and (
        ProjectType is distinct from 1
        or exists (
            select 1
            from kept.Services as service
            where
                service.EnrollmentID = active.EnrollmentID
                and service.RecordType = 200
                and service.DateProvided = point_in_time.day
        )
    )
