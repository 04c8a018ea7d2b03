-- Annual assessments whose anniversary lies in the date range, one row per member who was there: from 30 days before to 30
-- days after the anniversary of the start of the head of household, on which day it was made, if it was.
-- Source: Glossary, "Annual Assessment"; PRODUCT.md J1. The anniversary of 29 February is 28 February in common years.
with head as (
    select household, min(EntryDate) as started_on
    from selected_enrollment
    where is_hoh
    group by household
),

anniversary as (
    select household, (started_on + to_years(years))::date as due_on
    from head, generate_series(1, 40) as counted (years)
    where (started_on + to_years(years))::date between getvariable('report_start') and getvariable('report_end')
),

made as (
    select EnrollmentID, InformationDate from kept.IncomeBenefits where DataCollectionStage = 5
    union
    select EnrollmentID, InformationDate from kept.HealthAndDV where DataCollectionStage = 5
    union
    select EnrollmentID, InformationDate from kept.Disabilities where DataCollectionStage = 5
)

select
    stay.client_id,
    stay.enrollment_id,
    stay.PersonalID,
    stay.EnrollmentID,
    project.ProjectName,
    stay.household,
    stay.RelationshipToHoH,
    anniversary.due_on,
    anniversary.due_on - 30 as opens,
    anniversary.due_on + 30 as closes,
    min(made.InformationDate) as made_on
from selected_enrollment as stay
join anniversary on anniversary.household = stay.household
join kept.Project as project on project.ProjectID = stay.ProjectID
left join made
    on made.EnrollmentID = stay.EnrollmentID
    and made.InformationDate between anniversary.due_on - 30 and anniversary.due_on + 30
where stay.EntryDate <= anniversary.due_on and (stay.ExitDate is null or stay.ExitDate > anniversary.due_on)
group by all
