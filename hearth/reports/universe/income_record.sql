-- The income and benefits record of each latest stay at a point: 'start' (stage 1, dated on the start), 'annual'
-- (stage 5, the last one around the anniversary, where one is required) and 'exit' (stage 3, dated on the exit).
-- Records of other dates are no answer.
-- Source: APR Programming Specifications, Q16 to Q21; Glossary, "Annual Assessment", steps 6 and 8.
with stay as (
    select distinct latest.EnrollmentID, latest.EntryDate, latest.ExitDate, is_required, first_day, last_day
    from latest
    join annual on annual.scope = latest.scope and annual.EnrollmentID = latest.EnrollmentID
),

pointed as (
    select
        case
            when DataCollectionStage = 1 and InformationDate = EntryDate then 'start'
            when DataCollectionStage = 3 and InformationDate = ExitDate then 'exit'
            when DataCollectionStage = 5 and is_required and InformationDate between first_day and last_day then 'annual'
        end as point,
        record.EnrollmentID,
        IncomeBenefitsID,
        InformationDate
    from kept.IncomeBenefits as record
    join stay on stay.EnrollmentID = record.EnrollmentID
),

-- Chosen by its id first: the whole record has a hundred columns.
chosen as (
    select point, max_by(IncomeBenefitsID, (InformationDate, id_order(IncomeBenefitsID))) as IncomeBenefitsID
    from pointed
    where point is not null
    group by EnrollmentID, point
)

select chosen.point, record.*
from kept.IncomeBenefits as record
join chosen on chosen.IncomeBenefitsID = record.IncomeBenefitsID
