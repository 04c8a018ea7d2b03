-- How many people and households stayed on each night of the date range, and how many beds there were for them.
-- A night counts from the start and before the exit; in a night-by-night shelter it is a recorded bed night; in permanent
-- housing it counts from the move-in. Beds are those of the inventory in force on that night.
-- Source: HMIS Data Dictionary 2.07 Inventory and 4.14 Bed-Night; APR Programming Specifications Q7b (presence).
-- Intervals become +1 and -1 at their ends, so that no row is made per person and night.
with day as (
    select unnest(generate_series(getvariable('report_start'), getvariable('report_end'), interval 1 day))::date as day
),

stay as (
    select
        enrollment.EnrollmentID,
        enrollment.household,
        enrollment.ProjectType,
        greatest(
            case when enrollment.counts_move_in then move_in.move_in else enrollment.EntryDate end,
            getvariable('report_start')
        ) as first,
        least(coalesce(ExitDate, getvariable('report_end') + 1), getvariable('report_end') + 1) as after
    from selected_enrollment as enrollment
    left join move_in on move_in.EnrollmentID = enrollment.EnrollmentID
    where not enrollment.counts_move_in or move_in.move_in is not null
),

slept as (
    select household, EnrollmentID, first, after from stay where ProjectType is distinct from 1 and first < after
    union all
    select distinct stay.household, stay.EnrollmentID, DateProvided, DateProvided + 1
    from kept.Services as service
    join stay on stay.EnrollmentID = service.EnrollmentID and ProjectType = 1
    where RecordType = 200 and DateProvided >= first and DateProvided < after
),

-- A household is there while any of its members is: gaps between members' nights are kept apart.
together as (
    select household, first, max(after) as after from slept group by household, first
),

stretch as (
    select
        *,
        first > coalesce(
            max(after) over (partition by household order by first rows between unbounded preceding and 1 preceding),
            date '0001-01-01'
        ) as is_new
    from together
),

household_slept as (
    select household, min(first) as first, max(after) as after
    from (select *, sum(is_new::int) over (partition by household order by first) as part from stretch)
    group by household, part
),

step as (
    select first as day, 1 as people, 0 as households, 0 as beds from slept
    union all
    select after, -1, 0, 0 from slept
    union all
    select first, 0, 1, 0 from household_slept
    union all
    select after, 0, -1, 0 from household_slept
    union all
    select greatest(InventoryStartDate, getvariable('report_start')), 0, 0, BedInventory
    from kept.Inventory
    where ProjectID in (from chosen_project) and InventoryStartDate <= getvariable('report_end')
        and (InventoryEndDate is null or InventoryEndDate >= getvariable('report_start'))
    union all
    select InventoryEndDate + 1, 0, 0, -BedInventory
    from kept.Inventory
    where ProjectID in (from chosen_project) and InventoryStartDate <= getvariable('report_end')
        and InventoryEndDate >= getvariable('report_start')
),

changed as (
    select day, sum(people) as people, sum(households) as households, sum(beds) as beds from step group by day
)

select
    day.day,
    sum(coalesce(people, 0)) over until::bigint as people,
    sum(coalesce(households, 0)) over until::bigint as households,
    sum(coalesce(beds, 0)) over until::bigint as beds,
    case when sum(coalesce(beds, 0)) over until > 0
        then sum(coalesce(people, 0)) over until / sum(coalesce(beds, 0)) over until
    end as used
from day
left join changed on changed.day = day.day
window until as (order by day.day)
