-- Each client's stay in the household that was assessed last, and the client's age on the day of the assessment.
-- Source: CE APR Programming Specifications, universe of Q4 to Q9; Glossary, "Age".
with stay as (
    select *, age_on(DOB, assessed_on) as age
    from active
    qualify
        row_number() over (
            partition by scope, PersonalID order by assessed_on desc, EntryDate desc, id_order(EnrollmentID)
        ) = 1
)

select *, age_group_of(age, DOB, DOBDataQuality) as age_group
from stay
