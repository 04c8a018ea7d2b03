-- What the income and benefits record of each latest stay says at a point: 'start' (stage 1, dated on the start),
-- 'annual' (stage 5, the last one around the anniversary, where one is required) and 'exit' (stage 3, dated on the
-- exit). Records of other dates are no answer. `total` is null where it is not known; `income` says why: 'known',
-- 'not told' or 'missing'. What has many boxes is a number (see boxes.py).
-- Source: APR Programming Specifications, Q16 to Q21; Glossary, "Annual Assessment", steps 6 and 8, "Determining Total
-- and Earned Income": the chart's rows are read from the top; row 1 does not apply, because an export does not say that
-- totals are computed.
with stay as (
    select distinct latest.EnrollmentID, latest.EntryDate, latest.ExitDate, is_required, first_day, last_day
    from latest
    join annual on annual.scope = latest.scope and annual.EnrollmentID = latest.EnrollmentID
),

pointed as (
    select
        record.*,
        case
            when DataCollectionStage = 1 and InformationDate = EntryDate then 'start'
            when DataCollectionStage = 3 and InformationDate = ExitDate then 'exit'
            when DataCollectionStage = 5 and is_required and InformationDate between first_day and last_day
                then 'annual'
        end as point,
        list_sum([
            if(Earned = 1 and EarnedAmount >= 0, EarnedAmount, null),
            if(Unemployment = 1 and UnemploymentAmount >= 0, UnemploymentAmount, null),
            if(SSI = 1 and SSIAmount >= 0, SSIAmount, null),
            if(SSDI = 1 and SSDIAmount >= 0, SSDIAmount, null),
            if(VADisabilityService = 1 and VADisabilityServiceAmount >= 0, VADisabilityServiceAmount, null),
            if(VADisabilityNonService = 1 and VADisabilityNonServiceAmount >= 0, VADisabilityNonServiceAmount, null),
            if(PrivateDisability = 1 and PrivateDisabilityAmount >= 0, PrivateDisabilityAmount, null),
            if(WorkersComp = 1 and WorkersCompAmount >= 0, WorkersCompAmount, null),
            if(TANF = 1 and TANFAmount >= 0, TANFAmount, null),
            if(GA = 1 and GAAmount >= 0, GAAmount, null),
            if(SocSecRetirement = 1 and SocSecRetirementAmount >= 0, SocSecRetirementAmount, null),
            if(Pension = 1 and PensionAmount >= 0, PensionAmount, null),
            if(ChildSupport = 1 and ChildSupportAmount >= 0, ChildSupportAmount, null),
            if(Alimony = 1 and AlimonyAmount >= 0, AlimonyAmount, null),
            if(OtherIncomeSource = 1 and OtherIncomeAmount >= 0, OtherIncomeAmount, null)
        ]) as sum_of_amounts
    from kept.IncomeBenefits as record
    join stay on stay.EnrollmentID = record.EnrollmentID
),

summed as (
    select
        *,
        case
            when TotalMonthlyIncome > 0 then TotalMonthlyIncome -- row 2
            when sum_of_amounts is not null then sum_of_amounts -- row 3
            when IncomeFromAnySource = 0 then 0 -- row 4
            when TotalMonthlyIncome <= 0 and coalesce(IncomeFromAnySource, 1) = 1 then 0 -- row 5
        end as total,
        if(Earned = 1, coalesce(greatest(EarnedAmount, 0), 0), 0) as earned_amount
    from pointed
    where point is not null
),

said as (
    select
        point,
        EnrollmentID,
        InformationDate,
        IncomeBenefitsID,
        total,
        earned_amount as earned,
        if(total is null, null, greatest(total - earned_amount, 0)) as other, -- greatest() passes over nulls
        case
            when total is not null then 'known'
            when IncomeFromAnySource in (8, 9) then 'not told'
            else 'missing'
        end as income,
        IncomeFromAnySource as any_income,
        income_boxes(
            Earned, Unemployment, SSI, SSDI, VADisabilityService, VADisabilityNonService, PrivateDisability,
            WorkersComp, TANF, GA, SocSecRetirement, Pension, ChildSupport, Alimony, OtherIncomeSource
        ) as sources,
        BenefitsFromAnySource as any_benefit,
        benefit_boxes(SNAP, WIC, TANFChildCare, TANFTransportation, OtherTANF, OtherBenefitsSource) as benefits,
        InsuranceFromAnySource as any_insurance,
        insurance_boxes(
            Medicaid, Medicare, SCHIP, VHAServices, EmployerProvided, COBRA, PrivatePay, StateHealthIns,
            IndianHealthServices, OtherInsurance
        ) as insurances
    from summed
)

select * exclude (InformationDate)
from said
qualify
    row_number() over (
        partition by EnrollmentID, point order by InformationDate desc, id_order(IncomeBenefitsID) desc
    ) = 1
