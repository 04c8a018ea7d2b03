-- Latest stays of adults that ended with their household's: the head's own, and those that ended on the same day.
-- Source: APR Programming Specifications, Q20a, programming instruction 4f.
with head as (
    select household, max_by(ExitDate, (EntryDate, id_order(EnrollmentID))) as ExitDate
    from active
    where scope = 'report' and is_hoh
    group by household
)

select latest.EnrollmentID
from latest
left join head on head.household = latest.household
where
    scope = 'report'
    and latest.ExitDate <= getvariable('report_end')
    and (latest.is_hoh or latest.ExitDate = head.ExitDate)
