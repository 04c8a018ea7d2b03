-- The health conditions of each stay at four points: `start_` (stage 1), `exit_` (stage 3), `latest_` (the last record
-- of any stage up to the report's end) and `counted_` (the same, of stages 1, 2 and 5), each as the bits of one number
-- (see boxes.py). Only a definite yes counts: who never gave one has no row here. And whether a record makes the client
-- disabled: one of the start, or any up to the report's end.
-- Source: APR Programming Specifications, Q13a1 to Q13c2; Glossary, "Disabling Condition".
with told as (
    select *
    from kept.Disabilities
    where EnrollmentID in (select EnrollmentID from household_member)
),

-- Most answers are no: what was recorded last matters where there was a yes.
affirmed as (
    select distinct EnrollmentID, DisabilityType
    from told
    where DisabilityResponse in (1, 2, 3)
),

record as (
    select
        EnrollmentID,
        DisabilityType,
        DisabilityResponse as response,
        DataCollectionStage as stage,
        InformationDate <= getvariable('report_end') as is_by_end,
        (InformationDate, id_order(DisabilitiesID)) as place,
        is_disabling(DisabilityType, DisabilityResponse, IndefiniteAndImpairs) as is_disabling
    from told
    join affirmed using (EnrollmentID, DisabilityType)
),

answer as (
    select
        EnrollmentID,
        DisabilityType as type,
        bool_or(stage = 1 and is_disabling) as disables_at_start,
        bool_or(is_by_end and is_disabling) as disables,
        max_by(response, place) filter (is_by_end and stage = 1) as at_start,
        max_by(response, place) filter (is_by_end and stage = 3) as at_exit,
        max_by(response, place) filter (is_by_end) as latest,
        max_by(response, place) filter (is_by_end and stage in (1, 2, 5)) as counted
    from record
    group by EnrollmentID, DisabilityType
)

select
    EnrollmentID,
    coalesce(bool_or(disables_at_start), false) as disables_at_start,
    coalesce(bool_or(disables), false) as disables,
    bit_or(condition_boxes(type, at_start)) as start_conditions,
    bit_or(condition_boxes(type, at_exit)) as exit_conditions,
    bit_or(condition_boxes(type, latest)) as latest_conditions,
    bit_or(condition_boxes(type, counted)) as counted_conditions
from answer
group by EnrollmentID
