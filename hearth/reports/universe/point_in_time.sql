-- The point-in-time dates of the range: the last Wednesday of January, April, July and October; of a month
-- that is in the range more than once, the latest.
-- Source: APR Programming Specifications, Q7b.
with month_end as (
    select last_day(getvariable('report_start') + to_months(step::int)) as last_day
    from range(date_diff('month', getvariable('report_start'), getvariable('report_end')) + 1) as months (step)
),

wednesday as (
    select (last_day - ((isodow(last_day) + 4) % 7)::int)::date as day
    from month_end
)

select month(day) as month, max(day) as day
from wednesday
where
    month(day) in (1, 4, 7, 10)
    and day between getvariable('report_start') and getvariable('report_end')
group by month(day)
