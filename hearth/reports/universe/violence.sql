-- The last domestic violence record of each latest stay up to the report's end.
-- Source: APR Programming Specifications, Q14a and Q14b.
select latest.EnrollmentID, DomesticViolenceSurvivor, WhenOccurred
from kept.HealthAndDV as record
join latest on latest.scope = 'report' and latest.EnrollmentID = record.EnrollmentID
where InformationDate <= getvariable('report_end')
qualify
    row_number() over (
        partition by latest.EnrollmentID order by InformationDate desc, id_order(HealthAndDVID) desc
    ) = 1
