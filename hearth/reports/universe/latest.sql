-- Each client's latest active stay, from which all data of the report come, and the client's age.
-- The latest stay is the one that started last; of two that started on one day, the lowest EnrollmentID.
-- Age is as of the stay's start or the report's start, whichever is later. A date of birth after that day
-- gives no age. What the stay's start and exit say comes with it.
-- Source: APR Programming Specifications, "Report Programming Basics", "Determining Age"; Glossary, "Age".
with chosen as (
    select scope, EnrollmentID
    from active
    qualify
        row_number() over (partition by scope, PersonalID order by EntryDate desc, id_order(EnrollmentID)) = 1
),

aged as (
    select
        scope,
        member.*,
        greatest(EntryDate, getvariable('report_start')) as as_of,
        age_on(DOB, greatest(EntryDate, getvariable('report_start'))) as age
    from chosen
    join household_member as member on member.EnrollmentID = chosen.EnrollmentID
)

select *, age_group_of(age, DOB, DOBDataQuality) as age_group
from aged
