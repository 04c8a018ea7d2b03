-- The health conditions of each latest stay at a point: 'start' (stage 1), 'exit' (stage 3), 'latest' (the last
-- record of any stage up to the report's end) and 'counted' (the same, of stages 1, 2 and 5).
-- Only a definite yes counts. Alcohol and drugs together are two conditions.
-- Source: APR Programming Specifications, Q13a1 to Q13c2.
with dated as (
    select
        latest.EnrollmentID,
        DisabilityType,
        DisabilityResponse,
        DataCollectionStage,
        (InformationDate, id_order(DisabilitiesID)) as place
    from kept.Disabilities as condition
    join latest on latest.scope = 'report' and latest.EnrollmentID = condition.EnrollmentID
    where InformationDate <= getvariable('report_end')
),

pointed as (
    select 'start' as point, * from dated where DataCollectionStage = 1
    union all
    select 'exit' as point, * from dated where DataCollectionStage = 3
    union all
    select 'latest' as point, * from dated
    union all
    select 'counted' as point, * from dated where DataCollectionStage in (1, 2, 5)
),

answer as (
    select point, EnrollmentID, DisabilityType, max_by(DisabilityResponse, place) as response
    from pointed
    group by point, EnrollmentID, DisabilityType
),

had as (
    select
        point,
        EnrollmentID,
        bool_or(DisabilityType = 5 and response = 1) as physical,
        bool_or(DisabilityType = 6 and response = 1) as developmental,
        bool_or(DisabilityType = 7 and response = 1) as chronic_health,
        bool_or(DisabilityType = 8 and response = 1) as hiv,
        bool_or(DisabilityType = 9 and response = 1) as mental,
        coalesce(max(response) filter (DisabilityType = 10 and response in (1, 2, 3)), 0) as substance
    from answer
    group by point, EnrollmentID
)

select
    *,
    physical::int + developmental::int + chronic_health::int + hiv::int + mental::int
    + (substance > 0)::int + (substance = 3)::int as conditions
from had
