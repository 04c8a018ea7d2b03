-- What is wrong with the answers of each latest stay: 'not told', 'missing', 'issue' or null, the first that matches.
-- Source: Glossary, HMIS Data Quality Report, Q3 and Q4.
-- A head who is not counted, for want of an engagement or a bed night, is the household's head all the same.
with head as (
    select household, count(distinct PersonalID) filter (is_hoh) as heads
    from household_member
    where EntryDate <= getvariable('report_end') and (ExitDate is null or ExitDate >= getvariable('report_start'))
    group by household
),

project_coc as (
    select ProjectID, list(CoCCode) as codes
    from kept.ProjectCoC
    group by ProjectID
),

-- An earlier stay of the client in the same project that had not ended when this one began.
overlapping as (
    select distinct latest.EnrollmentID
    from latest
    join selected_enrollment as earlier
        on earlier.PersonalID = latest.PersonalID and earlier.ProjectID = latest.ProjectID
    where
        scope = 'quality'
        and earlier.EntryDate < latest.EntryDate
        and earlier.ExitDate > latest.EntryDate
),

stay as (
    select
        latest.*,
        overlapping.EnrollmentID is not null as is_overlapping,
        -- From any record of the stay: HUD's text names no stage here, as it does for income and CoC.
        coalesce(condition.disables, false) as has_condition,
        coalesce(head.heads, 0) as heads,
        list_contains(project_coc.codes, latest.own_coc) as is_coc_of_project,
        annual.is_required,
        coalesce(latest.ExitDate <= getvariable('report_end'), false) as is_leaver,
        latest.is_hoh or latest.age_group = 'adult' as is_adult_or_head
    from latest
    join annual on annual.scope = latest.scope and annual.EnrollmentID = latest.EnrollmentID
    left join overlapping on overlapping.EnrollmentID = latest.EnrollmentID
    left join condition on condition.EnrollmentID = latest.EnrollmentID
    left join head on head.household = latest.household
    left join project_coc on project_coc.ProjectID = latest.ProjectID
    where latest.scope = 'quality'
),

told as (
    select
        EnrollmentID,
        income_answer(start_any_income, start_sources > 0) as at_start,
        income_answer(annual_any_income, annual_sources > 0) as at_annual,
        income_answer(exit_any_income, exit_sources > 0) as at_exit
    from income
)

select
    stay.EnrollmentID,
    case
        when age_group = 'adult' and VeteranStatus in (8, 9) then 'not told'
        when age_group = 'adult' and coalesce(VeteranStatus, 99) = 99 then 'missing'
        when age_group = 'child' and VeteranStatus = 1 then 'issue'
    end as veteran_issue,
    case when is_overlapping or EntryDate > ExitDate then 'issue' end as start_issue,
    case
        when coalesce(RelationshipToHoH, 99) = 99 then 'missing'
        when RelationshipToHoH not between 1 and 5 or heads <> 1 then 'issue'
    end as relationship_issue,
    case
        when is_hoh and own_coc is null then 'missing'
        when is_hoh and is_coc_of_project is not true then 'issue'
    end as coc_issue,
    case
        when DisablingCondition in (8, 9) then 'not told'
        when coalesce(DisablingCondition, 99) = 99 then 'missing'
        when DisablingCondition = 0 and has_condition then 'issue'
    end as disabling_issue,
    case
        when is_leaver and Destination in (8, 9) then 'not told'
        when is_leaver and coalesce(Destination, 99) in (30, 99) then 'missing'
    end as destination_issue,
    is_required and is_adult_or_head as needs_annual,
    if(is_adult_or_head, coalesce(at_start, 'missing'), null) as income_start_issue,
    if(is_adult_or_head and is_required, coalesce(at_annual, 'missing'), null) as income_annual_issue,
    if(is_adult_or_head and is_leaver, coalesce(at_exit, 'missing'), null) as income_exit_issue
from stay
left join told on told.EnrollmentID = stay.EnrollmentID
