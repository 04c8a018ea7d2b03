-- The non-cash benefits of each adult's latest stay at a point, for Q20a and Q20b, whose universe is its own:
-- at exit only heads and adults who left with the head; at the annual assessment also adults without one of their own
-- whose head has it, by their latest record of any stage. The columns of a point without a record are null.
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
    select
        stay.EnrollmentID,
        BenefitsFromAnySource as any_benefit,
        benefit_boxes(SNAP, WIC, TANFChildCare, TANFTransportation, OtherTANF, OtherBenefitsSource) as benefits
    from kept.IncomeBenefits as record
    join stay on stay.EnrollmentID = record.EnrollmentID
    where InformationDate <= getvariable('report_end') and head_has_record and not is_hoh and not has_left
    qualify
        row_number() over (
            partition by stay.EnrollmentID order by InformationDate desc, id_order(IncomeBenefitsID) desc
        ) = 1
),

record as (
    select point, stay.EnrollmentID, any_benefit, benefits
    from income_record
    join stay on stay.EnrollmentID = income_record.EnrollmentID
    where
        point = 'start'
        or (point = 'exit' and stay.EnrollmentID in (select EnrollmentID from leaving_with_head))
        or (point = 'annual' and (is_hoh or not head_has_record))
    union all
    select 'annual', * from last_record
)

select
    EnrollmentID,
    any_value(columns(c -> c not in ('EnrollmentID', 'point'))) filter (point = 'start') as 'start_\0',
    any_value(columns(c -> c not in ('EnrollmentID', 'point'))) filter (point = 'annual') as 'annual_\0',
    any_value(columns(c -> c not in ('EnrollmentID', 'point'))) filter (point = 'exit') as 'exit_\0'
from record
group by EnrollmentID
