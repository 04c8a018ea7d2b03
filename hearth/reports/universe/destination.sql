-- Where each latest stay's client went, whether that is a positive destination for the project's type, and whether it
-- leaves the client out of the rate. A retired code that names a subsidised rental is 435 with that subsidy.
-- Source: APR Programming Specifications, Q23c to Q23e and Appendix A.
with left_to as (
    select
        EnrollmentID,
        ProjectType,
        if(Destination in (428, 419, 431, 433, 434, 420, 436, 437, 438, 439, 440), 435, Destination) as destination,
        if(Destination in (428, 419, 431, 433, 434, 420, 436, 437, 438, 439, 440), Destination, DestinationSubsidyType) as subsidy,
        HousingAssessment as housing_assessment,
        SubsidyInformation as housing_subsidy
    from latest
    where scope = 'report' and ExitDate <= getvariable('report_end')
)

select
    EnrollmentID,
    destination,
    subsidy,
    housing_assessment,
    housing_subsidy,
    case
        when destination in (116, 101, 118) then 'homeless'
        when destination in (215, 206, 207, 225, 204, 205) then 'institutional'
        when destination in (302, 329, 314, 332, 312, 313, 327) then 'temporary'
        when destination in (422, 423, 426, 410, 435, 421, 411) then 'permanent'
        else 'other'
    end as destination_group,
    coalesce(
        destination in (422, 423, 426, 410, 435, 421, 411)
        or (ProjectType in (0, 1, 2, 4) and destination = 332)
        or (ProjectType = 4 and destination in (101, 118, 204, 205, 215, 225, 302, 312, 313, 314, 327)),
        false
    ) as is_positive,
    coalesce(
        destination in (206, 24)
        or (ProjectType = 4 and destination = 329)
        or (ProjectType is distinct from 4 and destination in (215, 225)),
        false
    ) as is_excluded
from left_to
