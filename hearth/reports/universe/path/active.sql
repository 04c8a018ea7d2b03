-- The enrollments that are active in the date range: with a contact in it, or with an exit in it and a contact at any
-- time of the stay. Nobody was served in a stay without any.
-- Source: PATH Annual Report, "Determining Which Clients to Include", 1; Glossary, "Active Clients" method 2: "The
-- enrollment must have at least one relevant record dated within the enrollment period".
with met as (
    select EnrollmentID, bool_or(day between getvariable('report_start') and getvariable('report_end')) as in_range
    from contact
    group by EnrollmentID
)

select 'report' as scope, stay.*
from selected_enrollment as stay
join met on met.EnrollmentID = stay.EnrollmentID
where
    EntryDate <= getvariable('report_end')
    and (in_range or ExitDate between getvariable('report_start') and getvariable('report_end'))
