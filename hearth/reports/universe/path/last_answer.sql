-- The last answers of each latest stay, of any stage, up to the report's end: substance use (4.10), the connection with
-- SOAR (P4) and domestic violence (4.11). A record without an answer holds other elements.
-- Source: PATH Annual Report, Q26, instruction 13.
with stay as (
    select EnrollmentID, EntryDate, least(coalesce(ExitDate, date '9999-12-31'), getvariable('report_end')) as last_day
    from latest
),

told as (
    select EnrollmentID, 'substance' as question, DisabilityResponse as answer, InformationDate, DisabilitiesID as id
    from kept.Disabilities
    where DisabilityType = 10
    union all
    select EnrollmentID, 'soar', ConnectionWithSOAR, InformationDate, IncomeBenefitsID
    from kept.IncomeBenefits
    union all
    select EnrollmentID, 'violence', DomesticViolenceSurvivor, InformationDate, HealthAndDVID
    from kept.HealthAndDV
),

answer as (
    select stay.EnrollmentID, question, max_by(answer, (InformationDate, id_order(id))) as answer
    from told
    join stay on stay.EnrollmentID = told.EnrollmentID
    where answer is not null and InformationDate between EntryDate and last_day
    group by stay.EnrollmentID, question
)

select
    EnrollmentID,
    any_value(answer) filter (question = 'substance') as substance,
    any_value(answer) filter (question = 'soar') as soar,
    any_value(answer) filter (question = 'violence') as violence
from answer
group by EnrollmentID
