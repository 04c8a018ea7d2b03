-- The non-cash benefits of each adult's latest stay at a point, for Q20a and Q20b, whose universe is its own:
-- at exit only heads and adults who left with the head; at the annual assessment also adults without one of their own
-- whose head has it, by their latest record of any stage. A point without a record has no row here.
-- Source: APR Programming Specifications, Q20a, programming instructions 2 to 4.
with head_record as (
    select distinct active.household
    from income_record
    join active on active.scope = 'report' and active.EnrollmentID = income_record.EnrollmentID
    where point = 'annual' and is_hoh
),

stay as (
    select
        latest.EnrollmentID,
        latest.is_hoh,
        coalesce(latest.ExitDate <= getvariable('report_end'), false) as has_left,
        head_record.household is not null as head_has_record
    from latest
    left join head_record on head_record.household = latest.household
    where scope = 'report' and age_group = 'adult'
),

last_record as (
    select stay.EnrollmentID, record.* exclude (EnrollmentID)
    from kept.IncomeBenefits as record
    join stay on stay.EnrollmentID = record.EnrollmentID
    where InformationDate <= getvariable('report_end') and head_has_record and not is_hoh and not has_left
    qualify
        row_number() over (
            partition by stay.EnrollmentID order by InformationDate desc, id_order(IncomeBenefitsID) desc
        ) = 1
),

record as (
    select income_record.*
    from income_record
    join stay on stay.EnrollmentID = income_record.EnrollmentID
    where
        point = 'start'
        or (point = 'exit' and stay.EnrollmentID in (select EnrollmentID from leaving_with_head))
        or (point = 'annual' and (is_hoh or not head_has_record))
    union all by name
    select 'annual' as point, * from last_record
)

select
    point,
    EnrollmentID,
    BenefitsFromAnySource as any_benefit,
    coalesce(SNAP = 1, false) as has_snap,
    coalesce(WIC = 1, false) as has_wic,
    coalesce(TANFChildCare = 1, false) as has_child_care,
    coalesce(TANFTransportation = 1, false) as has_transportation,
    coalesce(OtherTANF = 1, false) as has_other_tanf,
    coalesce(OtherBenefitsSource = 1, false) as has_other_benefit
from record
