-- What a record says of income, benefits and insurance. `total` is null where it is not known; `income` says why:
-- 'known', 'not told' or 'missing'.
-- Source: Glossary, "Determining Total and Earned Income": the chart's rows are read from the top; row 1 does not
-- apply, because an export does not say that totals are computed.
with record as (
    select
        *,
        list_filter(
            [
                if(Earned = 1, EarnedAmount, null), if(Unemployment = 1, UnemploymentAmount, null),
                if(SSI = 1, SSIAmount, null), if(SSDI = 1, SSDIAmount, null),
                if(VADisabilityService = 1, VADisabilityServiceAmount, null),
                if(VADisabilityNonService = 1, VADisabilityNonServiceAmount, null),
                if(PrivateDisability = 1, PrivateDisabilityAmount, null),
                if(WorkersComp = 1, WorkersCompAmount, null), if(TANF = 1, TANFAmount, null),
                if(GA = 1, GAAmount, null), if(SocSecRetirement = 1, SocSecRetirementAmount, null),
                if(Pension = 1, PensionAmount, null), if(ChildSupport = 1, ChildSupportAmount, null),
                if(Alimony = 1, AlimonyAmount, null), if(OtherIncomeSource = 1, OtherIncomeAmount, null)
            ],
            lambda amount: amount >= 0
        ) as amounts
    from income_record
),

summed as (
    select
        *,
        case
            when TotalMonthlyIncome > 0 then TotalMonthlyIncome -- row 2
            when len(amounts) > 0 then list_sum(amounts) -- row 3
            when IncomeFromAnySource = 0 then 0 -- row 4
            when TotalMonthlyIncome <= 0 and coalesce(IncomeFromAnySource, 1) = 1 then 0 -- row 5
        end as total,
        if(Earned = 1, coalesce(greatest(EarnedAmount, 0), 0), 0) as earned_amount
    from record
)

select
    point,
    EnrollmentID,
    total,
    earned_amount as earned,
    if(total is null, null, greatest(total - earned_amount, 0)) as other, -- greatest() passes over nulls
    case
        when total is not null then 'known'
        when IncomeFromAnySource in (8, 9) then 'not told'
        else 'missing'
    end as income,
    IncomeFromAnySource as any_income,
    coalesce(Earned = 1, false) as has_earned,
    coalesce(Unemployment = 1, false) as has_unemployment,
    coalesce(SSI = 1, false) as has_ssi,
    coalesce(SSDI = 1, false) as has_ssdi,
    coalesce(VADisabilityService = 1, false) as has_va_service,
    coalesce(VADisabilityNonService = 1, false) as has_va_pension,
    coalesce(PrivateDisability = 1, false) as has_private_disability,
    coalesce(WorkersComp = 1, false) as has_workers_comp,
    coalesce(TANF = 1, false) as has_tanf,
    coalesce(GA = 1, false) as has_ga,
    coalesce(SocSecRetirement = 1, false) as has_retirement,
    coalesce(Pension = 1, false) as has_pension,
    coalesce(ChildSupport = 1, false) as has_child_support,
    coalesce(Alimony = 1, false) as has_alimony,
    coalesce(OtherIncomeSource = 1, false) as has_other_income,
    1 in (
        Earned, Unemployment, SSI, SSDI, VADisabilityService, VADisabilityNonService, PrivateDisability, WorkersComp,
        TANF, GA, SocSecRetirement, Pension, ChildSupport, Alimony, OtherIncomeSource
    ) is true as has_income_source,
    InsuranceFromAnySource as any_insurance,
    coalesce(Medicaid = 1, false) as has_medicaid,
    coalesce(Medicare = 1, false) as has_medicare,
    coalesce(SCHIP = 1, false) as has_schip,
    coalesce(VHAServices = 1, false) as has_vha,
    coalesce(EmployerProvided = 1, false) as has_employer,
    coalesce(COBRA = 1, false) as has_cobra,
    coalesce(PrivatePay = 1, false) as has_private_pay,
    coalesce(StateHealthIns = 1, false) as has_state,
    coalesce(IndianHealthServices = 1, false) as has_indian_health,
    coalesce(OtherInsurance = 1, false) as has_other_insurance,
    len(
        list_filter(
            [
                Medicaid, Medicare, SCHIP, VHAServices, EmployerProvided, COBRA, PrivatePay, StateHealthIns,
                IndianHealthServices, OtherInsurance
            ],
            lambda answer: answer = 1
        )
    ) as insurances
from summed
