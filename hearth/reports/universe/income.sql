-- What the records of each latest stay say of income and insurance at each point of income_record, with which the names
-- of the columns begin. They are null where there is no record.
select
    EnrollmentID,
    any_value(
        columns(c -> c not in ('EnrollmentID', 'point', 'IncomeBenefitsID', 'any_benefit', 'benefits'))
    ) filter (point = 'start') as 'start_\0',
    any_value(
        columns(c -> c not in ('EnrollmentID', 'point', 'IncomeBenefitsID', 'any_benefit', 'benefits'))
    ) filter (point = 'annual') as 'annual_\0',
    any_value(
        columns(c -> c not in ('EnrollmentID', 'point', 'IncomeBenefitsID', 'any_benefit', 'benefits'))
    ) filter (point = 'exit') as 'exit_\0'
from income_record
group by EnrollmentID
