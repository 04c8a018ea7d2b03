-- One row per active client, from the client's latest stay: everything that is asked of a person.
-- Source: APR Programming Specifications, "Client Types"; Glossary, "Project Leavers and Stayers", Q1.
with on_day as (
    select
        PersonalID,
        bool_or(month = 1) as january,
        bool_or(month = 4) as april,
        bool_or(month = 7) as july,
        bool_or(month = 10) as october
    from present
    group by PersonalID
),

household_on_day as (
    select
        PersonalID,
        bool_or(month = 1) as january,
        bool_or(month = 4) as april,
        bool_or(month = 7) as july,
        bool_or(month = 10) as october
    from household_present
    group by PersonalID
)

select
    latest.scope,
    latest.PersonalID,
    latest.EnrollmentID,
    latest.ProjectID,
    latest.client_id,
    latest.enrollment_id,
    latest.ProjectType as project_type,
    latest.age,
    latest.age_group,
    latest.age_group = 'adult' as is_adult,
    latest.age_group = 'child' as is_child,
    latest.age is null as is_unknown_age,
    latest.is_hoh,
    latest.counts_move_in,
    household.household_type,
    coalesce(latest.ExitDate <= getvariable('report_end'), false) as is_leaver,
    latest.VeteranStatus as veteran_status,
    latest.age_group = 'adult' and coalesce(latest.VeteranStatus = 1, false) as is_veteran,
    chronic.status as chronic,
    household_status.household_chronic,
    household_status.household_veteran,
    household.is_youth and coalesce(latest.age between 12 and 24, false) as is_youth,
    household.has_child_of_head,
    coalesce(latest.age < 18 and latest.RelationshipToHoH = 2, false) as is_child_of_head,
    getvariable('report_end') - household.started_on >= 365 as is_year_in_project,
    annual.is_required as needs_annual,
    latest.counts_move_in and move_in.move_in is not null as has_moved_in,
    latest.LivingSituation as living_situation,
    latest.DisablingCondition as disabling_condition,
    latest.Sex as sex,
    coalesce(on_day.january, false) as is_present_in_january,
    coalesce(on_day.april, false) as is_present_in_april,
    coalesce(on_day.july, false) as is_present_in_july,
    coalesce(on_day.october, false) as is_present_in_october,
    coalesce(household_on_day.january, false) as heads_household_in_january,
    coalesce(household_on_day.april, false) as heads_household_in_april,
    coalesce(household_on_day.july, false) as heads_household_in_july,
    coalesce(household_on_day.october, false) as heads_household_in_october
from latest
join household on household.scope = latest.scope and household.household = latest.household
join chronic on chronic.EnrollmentID = latest.EnrollmentID
join household_status on household_status.household = latest.household
join annual on annual.scope = latest.scope and annual.EnrollmentID = latest.EnrollmentID
left join move_in on move_in.EnrollmentID = latest.EnrollmentID
left join on_day on on_day.PersonalID = latest.PersonalID
left join household_on_day on household_on_day.PersonalID = latest.PersonalID
where latest.scope = 'report'
