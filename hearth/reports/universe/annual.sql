-- The anniversary of each latest stay's household, and whether the client must have an annual assessment around it.
-- The household's clock starts with its first member, so a change of head does not set it back. Years are counted as
-- ages are. Whoever joined after the anniversary, or has left, needs none yet.
-- Source: Glossary, "Annual Assessment", steps 1 to 7.
with clock as (
    select
        latest.scope,
        latest.EnrollmentID,
        latest.EntryDate,
        coalesce(latest.ExitDate <= getvariable('report_end'), false) as has_left,
        started_on,
        age_on(started_on, getvariable('report_end')) as years
    from latest
    join household on household.scope = latest.scope and household.household = latest.household
),

due as (
    select *, (started_on + to_years(years::int))::date as anniversary
    from clock
)

select
    scope,
    EnrollmentID,
    anniversary - 30 as first_day,
    least(anniversary + 30, getvariable('report_end')) as last_day,
    not has_left and years > 0 and EntryDate <= anniversary as is_required
from due
