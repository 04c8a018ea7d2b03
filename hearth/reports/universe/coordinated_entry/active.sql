-- The stays of the assessed households: of everybody who was in the household on the day of its assessment, by scope.
-- Source: CE APR Programming Specifications, universe of Q4 to Q9; Glossary, "Active Clients" method 2.
with active as (
    select stay.*, assessed.* exclude (household)
    from selected_enrollment as stay
    join assessed on assessed.household = stay.household
    where EntryDate <= assessed_on and (ExitDate is null or ExitDate >= assessed_on)
)

select 'report' as scope, * from active
union all
select 'quality' as scope, * from active
where not needs_engagement or DateOfEngagement <= getvariable('report_end')
