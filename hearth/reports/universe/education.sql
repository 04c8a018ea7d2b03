-- The education status of each latest stay at its start and its exit.
-- Source: APR Programming Specifications, Q27m; HMIS Data Dictionary C3.
with told as (
    select
        latest.EnrollmentID,
        if(DataCollectionStage = 1, 'start', 'exit') as point,
        CurrentSchoolAttend as school,
        MostRecentEdStatus as last_education,
        CurrentEdStatus as education
    from kept.YouthEducationStatus as record
    join latest on latest.scope = 'report' and latest.EnrollmentID = record.EnrollmentID
    where DataCollectionStage in (1, 3) and InformationDate <= getvariable('report_end')
    qualify
        row_number() over (
            partition by latest.EnrollmentID, DataCollectionStage
            order by InformationDate desc, id_order(YouthEducationStatusID) desc
        ) = 1
)

select
    EnrollmentID,
    any_value(columns(c -> c not in ('EnrollmentID', 'point'))) filter (point = 'start') as 'start_\0',
    any_value(columns(c -> c not in ('EnrollmentID', 'point'))) filter (point = 'exit') as 'exit_\0'
from told
group by EnrollmentID
