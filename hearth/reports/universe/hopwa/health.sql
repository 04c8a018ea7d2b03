-- What each active stay tells of HIV (4.08), medicine (W6) and viral load (W4), up to the report's end. A load is
-- suppressed below 200 copies or undetectable; it is better when the last number is lower than the first.
-- Source: HMIS Data Dictionary 4.08, W4, W6; HUD, HOPWA Data List for the Consolidated APR/CAPER, "Viral Suppression".
with told as (
    select
        record.*,
        case ViralLoadAvailable when 1 then ViralLoad when 2 then 0 end as load,
        (InformationDate, id_order(DisabilitiesID)) as place
    from kept.Disabilities as record
    where
        DisabilityType = 8
        and InformationDate <= getvariable('report_end')
        and EnrollmentID in (select EnrollmentID from active)
)

select
    EnrollmentID,
    coalesce(max_by(DisabilityResponse, place) = 1, false) as has_hiv,
    coalesce(bool_or(AntiRetroviral = 1), false) as has_medicine,
    coalesce(max_by(load, place) < 200, false) as is_suppressed,
    coalesce(max_by(load, place) < min_by(load, place), false) as is_better
from told
group by EnrollmentID
