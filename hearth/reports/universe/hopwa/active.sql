-- The enrollments that are active in the date range, by scope: 'report' all of them, and each activity of HOPWA by
-- its own name.
-- Source: Glossary, "Active Clients" method 1.
with stay as (
    select enrollment.*, activities
    from selected_enrollment as enrollment
    join selected_project on selected_project.ProjectID = enrollment.ProjectID
    where
        EntryDate <= getvariable('report_end')
        and (ExitDate is null or ExitDate >= getvariable('report_start'))
)

select unnest(activities) as scope, * exclude (activities) from stay
union all
select 'report' as scope, * exclude (activities) from stay
