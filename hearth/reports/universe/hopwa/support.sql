-- The income, health insurance and medical assistance of each active household: who had it in the last answer of any
-- member, up to the end of the stay or the report.
-- Source: HMIS Data Dictionary 4.02, 4.04, W3; HOPWA Consolidated APR/CAPER, sources of income and insurance.
with told as (
    select active.household, record.*, (InformationDate, id_order(IncomeBenefitsID)) as place
    from kept.IncomeBenefits as record
    join active on active.scope = 'report' and active.EnrollmentID = record.EnrollmentID
    where InformationDate <= least(coalesce(ExitDate, date '9999-12-31'), getvariable('report_end'))
),

member as (
    select
        household,
        max_by(
            [
                coalesce(column_ = 1, false)
                for column_ in [
                    Earned, Pension, SSI, SSDI, TANF, PrivateDisability, VADisabilityService, Alimony, WorkersComp, GA,
                    Unemployment, OtherIncomeSource, SocSecRetirement, VADisabilityNonService, ChildSupport
                ]
            ],
            place
        ) filter (IncomeFromAnySource is not null) as income,
        max_by([coalesce(column_ = 1, false) for column_ in [SNAP, WIC]], place)
            filter (BenefitsFromAnySource is not null) as benefit,
        max_by(
            [coalesce(column_ = 1, false) for column_ in [Medicaid, Medicare, VHAServices, SCHIP]], place
        ) filter (InsuranceFromAnySource is not null) as insurance,
        coalesce(max_by(InsuranceFromAnySource, place) = 1, false) as is_insured,
        coalesce(max_by(ADAP, place) = 1, false) as adap,
        coalesce(max_by(RyanWhiteMedDent, place) = 1, false) as ryan_white
    from told
    group by household, EnrollmentID
)

select
    household,
    bool_or(income[1]) is true as earned,
    bool_or(income[2] or income[13]) is true as retirement,
    bool_or(income[3]) is true as ssi,
    bool_or(income[4]) is true as ssdi,
    bool_or(coalesce(income[5], false) or list_contains(coalesce(benefit, []), true)) as welfare,
    bool_or(income[6]) is true as private_disability,
    bool_or(income[7] or income[14]) is true as veteran_disability,
    bool_or(income[8] or income[15]) is true as contributions,
    bool_or(income[9]) is true as workers_compensation,
    bool_or(income[10]) is true as general_assistance,
    bool_or(income[11]) is true as unemployment,
    bool_or(income[12]) is true as other_income,
    bool_or(insurance[1]) is true as medicaid,
    bool_or(insurance[2]) is true as medicare,
    bool_or(insurance[3]) is true as veteran_insurance,
    bool_or(adap) as adap,
    bool_or(insurance[4]) is true as schip,
    bool_or(ryan_white) as ryan_white,
    bool_or(is_insured or adap or ryan_white) as is_insured
from member
group by household
