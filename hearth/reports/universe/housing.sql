-- How long each latest stay's client waited for housing: from the project's start, and from the start of homelessness.
-- Permanent housing houses a client on the valid move-in date, other projects on their start. A child who came with
-- the head has the head's start of homelessness, one who came later has none.
-- Source: APR Programming Specifications, Q22c and Q22e to Q22g.
with head as (
    select household, EntryDate, DateToStreetESSH
    from household_member
    where is_hoh
    qualify row_number() over (partition by household order by EntryDate, id_order(EnrollmentID)) = 1
),

stay as (
    select
        latest.EnrollmentID,
        latest.EntryDate,
        coalesce(latest.ExitDate <= getvariable('report_end'), false) as has_left,
        latest.counts_move_in,
        move_in.move_in,
        move_in.household_moved_in,
        ProjectType in (0, 1, 2, 3, 8, 9, 13) or counts_move_in as is_housing,
        ProjectType in (3, 9, 13) or counts_move_in as is_permanent,
        case
            when age >= 18 or age is null or latest.is_hoh then latest.DateToStreetESSH
            when latest.EntryDate = head.EntryDate then head.DateToStreetESSH
        end as homeless_since
    from latest
    left join move_in on move_in.EnrollmentID = latest.EnrollmentID
    left join head on head.household = latest.household
    where scope = 'report'
),

housed as (
    select *, if(is_permanent, move_in, EntryDate) as housed_on
    from stay
)

select
    EnrollmentID,
    if(
        counts_move_in and household_moved_in >= getvariable('report_start'), move_in - EntryDate, null
    ) as days_to_move_in,
    counts_move_in and has_left and move_in is null as left_unhoused,
    is_housing as waits_for_housing,
    is_housing and housed_on is null as is_not_housed,
    homeless_since is not null as has_homeless_since,
    if(is_housing and homeless_since <= housed_on, housed_on - homeless_since, null) as days_homeless
from housed
