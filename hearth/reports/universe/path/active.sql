-- The enrollments that are active in the date range: with a contact in it, or an exit, of which the guidance of 2026
-- says that it always counts.
-- Source: PATH Annual Report, "Determining Which Clients to Include", 1; Glossary, "Active Clients" method 2.
select 'report' as scope, stay.*
from selected_enrollment as stay
where
    EntryDate <= getvariable('report_end')
    and (
        ExitDate between getvariable('report_start') and getvariable('report_end')
        or exists (
            from contact
            where
                contact.EnrollmentID = stay.EnrollmentID
                and contact.day between getvariable('report_start') and getvariable('report_end')
        )
    )
