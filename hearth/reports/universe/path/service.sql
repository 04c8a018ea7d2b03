-- The PATH services and referrals of each latest stay in the date range, by their types (P1, P2), each once; and whether
-- community mental health was received, at any time up to the report's end.
-- Source: PATH Annual Report, Q16 (instruction 8), Q17 and Q18.
with given as (
    select
        latest.EnrollmentID,
        RecordType,
        TypeProvided,
        coalesce(ReferralOutcome = 1, false) as is_attained,
        DateProvided >= getvariable('report_start') as is_in_range
    from kept.Services as service
    join latest on latest.EnrollmentID = service.EnrollmentID
    where RecordType in (141, 161) and DateProvided <= getvariable('report_end')
)

select
    EnrollmentID,
    coalesce(list_distinct(list(TypeProvided) filter (RecordType = 141 and is_in_range)), []) as services,
    coalesce(list_distinct(list(TypeProvided) filter (RecordType = 161 and is_in_range)), []) as referrals,
    coalesce(list_distinct(list(TypeProvided) filter (RecordType = 161 and is_in_range and is_attained)), []) as attained,
    bool_or(
        (RecordType = 141 and TypeProvided = 4) or (RecordType = 161 and TypeProvided = 1 and is_attained)
    ) as gets_mental_health
from given
group by EnrollmentID
