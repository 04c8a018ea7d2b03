-- Income, benefits and insurance of each latest stay at a point: 'start' (stage 1, dated on the start), 'exit' (stage 3,
-- dated on the exit) and 'end' (the last of stages 1 and 2 up to the report's end).
-- Source: PATH Annual Report, Q19 to Q24; Glossary, data collection stages.
with record as (
    select latest.EntryDate, latest.ExitDate, income.*
    from kept.IncomeBenefits as income
    join latest on latest.EnrollmentID = income.EnrollmentID
    where InformationDate between latest.EntryDate and getvariable('report_end')
),

pointed as (
    select 'start' as point, * from record where DataCollectionStage = 1 and InformationDate = EntryDate
    union all
    select 'exit' as point, * from record where DataCollectionStage = 3 and InformationDate = ExitDate
    union all
    select 'end' as point, * from record where DataCollectionStage in (1, 2)
)

select
    point,
    EnrollmentID,
    IncomeFromAnySource as income,
    1 in (SSI, SSDI) is true as has_social_security,
    BenefitsFromAnySource as benefits,
    InsuranceFromAnySource as insurance,
    1 in (Medicaid, Medicare) is true as has_medicaid_or_medicare,
    1 in (
        SCHIP, VHAServices, EmployerProvided, COBRA, PrivatePay, StateHealthIns, IndianHealthServices, OtherInsurance
    ) is true as has_other_insurance
from pointed
qualify
    row_number() over (
        partition by EnrollmentID, point order by InformationDate desc, id_order(IncomeBenefitsID) desc
    ) = 1
