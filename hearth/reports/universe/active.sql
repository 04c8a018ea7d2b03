-- The enrollments that are active in the report's date range, by scope.
-- Method 1 (start and exit dates) for all project types; night-by-night shelters (type 1) need a bed night
-- within the stay as well, and one within the range unless the exit is in the range (method 2). A bed
-- night on the exit date is none.
-- Source: Glossary, "Active Clients" methods 1 and 2, "Project Stays to Include"; APR Programming
-- Specifications, "Report Programming Basics".
with night as (
    select
        EnrollmentID,
        bool_or(night between getvariable('report_start') and getvariable('report_end')) as in_range
    from bed_night
    where is_in_stay
    group by EnrollmentID
),

active as (
    select enrollment.*
    from selected_enrollment as enrollment
    left join night on night.EnrollmentID = enrollment.EnrollmentID
    where
        EntryDate <= getvariable('report_end')
        and (ExitDate is null or ExitDate >= getvariable('report_start'))
        and (
            ProjectType is distinct from 1
            or (night.in_range is not null and ExitDate <= getvariable('report_end'))
            or night.in_range
        )
)

select 'report' as scope, * from active
union all
select 'quality' as scope, * from active
where not needs_engagement or DateOfEngagement <= getvariable('report_end')
