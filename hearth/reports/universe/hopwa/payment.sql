-- The payments (W2) for each head's households in an activity that pays, up to the report's end: their types and sums
-- in dollars within the date range, and in which of five operating years there was one: 0 the report's own, 1 the one
-- before. In a project of both grants rent is a short-term payment, and deposits are placement. Of several heads of a
-- household that came by then the one counts who left last or is still there, so that nothing is paid twice: the head
-- whom `person` counts, too.
-- Source: HMIS Data Dictionary W2; HOPWA Consolidated APR/CAPER, STRMU and PHP.
with head as (
    select *
    from selected_enrollment
    where is_hoh and EntryDate <= getvariable('report_end')
    qualify
        row_number() over (
            partition by household
            order by coalesce(ExitDate, date '9999-12-31') desc, EntryDate desc, id_order(EnrollmentID)
        ) = 1
),

headed as (
    select PersonalID, household, activities, unnest(activities) as activity
    from head
    join selected_project on selected_project.ProjectID = head.ProjectID
),

paid as (
    select headed.PersonalID, activity, TypeProvided, DateProvided, coalesce(FAAmount, 0)::double as amount
    from kept.Services as service
    join selected_enrollment as enrollment on enrollment.EnrollmentID = service.EnrollmentID
    join headed on headed.household = enrollment.household
    where
        RecordType = 151
        and DateProvided <= getvariable('report_end')
        and (
            (activity = 'short-term payments' and TypeProvided in (1, 4, 7))
            or (activity = 'placement' and TypeProvided in (2, 3))
            or (
                activity = 'placement'
                and TypeProvided = 1
                and not list_contains(activities, 'short-term payments')
            )
        )
)

select
    PersonalID,
    activity,
    coalesce(list_distinct(list(TypeProvided) filter (DateProvided >= getvariable('report_start'))), []) as payments,
    sum(amount) filter (DateProvided >= getvariable('report_start')) as paid,
    sum(amount) filter (DateProvided >= getvariable('report_start') and TypeProvided = 1) as paid_rent,
    sum(amount) filter (DateProvided >= getvariable('report_start') and TypeProvided = 4) as paid_utilities,
    sum(amount) filter (DateProvided >= getvariable('report_start') and TypeProvided = 7) as paid_mortgage,
    [
        number for number in range(5)
        if list_bool_or(
            [
                day between getvariable('report_start') - to_years(number::int)
                and getvariable('report_end') - to_years(number::int)
                for day in list(DateProvided)
            ]
        )
    ] as years,
    min(DateProvided) >= getvariable('report_start') as is_first
from paid
group by PersonalID, activity
