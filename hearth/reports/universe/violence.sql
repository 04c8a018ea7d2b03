-- The last answer about domestic violence of each latest stay up to the report's end. A row without an answer holds
-- other elements: at exit the file carries RHY's health questions, and this one is not asked.
-- Source: APR Programming Specifications, Q14a and Q14b.
select latest.EnrollmentID, DomesticViolenceSurvivor, WhenOccurred
from kept.HealthAndDV as record
join latest on latest.scope = 'report' and latest.EnrollmentID = record.EnrollmentID
where InformationDate <= getvariable('report_end') and DomesticViolenceSurvivor is not null
qualify
    row_number() over (
        partition by latest.EnrollmentID order by InformationDate desc, id_order(HealthAndDVID) desc
    ) = 1
