-- The universe of the PATH annual report, without names. By scope: 'report' has one row for each active client, from the
-- latest active stay; 'contact' one for each contact of the active stays whose client became enrolled in the range (Q12).
-- Source: PATH Annual Report, as each step says.
with at_start as (
    select EnrollmentID, columns(c -> c not in ('EnrollmentID', 'point')) as 'start_\0'
    from outcome
    where point = 'start'
),

at_exit as (
    select EnrollmentID, columns(c -> c not in ('EnrollmentID', 'point')) as 'exit_\0'
    from outcome
    where point = 'exit'
),

at_end as (
    select EnrollmentID, columns(c -> c not in ('EnrollmentID', 'point')) as 'end_\0'
    from outcome
    where point = 'end'
),

started_before as (
    select distinct PersonalID
    from active
    where EntryDate < getvariable('report_start')
),

served as (
    select
        latest.scope,
        latest.PersonalID,
        latest.EnrollmentID,
        latest.ProjectID,
        latest.client_id,
        latest.enrollment_id,
        latest.ProjectType as project_type,
        latest.age,
        if(latest.DOB is null and latest.DOBDataQuality in (8, 9), latest.DOBDataQuality, 99) as age_unknown,
        latest.age_group = 'adult' as is_adult,
        coalesce(latest.ExitDate <= getvariable('report_end'), false) as is_leaver,
        latest.EntryDate >= getvariable('report_start') and started_before.PersonalID is null as is_new,
        coalesce(
            DateOfPATHStatus between getvariable('report_start') and getvariable('report_end'), false
        ) as is_determined,
        record.ClientEnrolledInPATH as becomes_enrolled,
        record.ReasonNotEnrolled as reason_not_enrolled,
        coalesce(
            ClientEnrolledInPATH = 1
            and DateOfPATHStatus >= latest.EntryDate
            and (latest.ExitDate is null or DateOfPATHStatus <= latest.ExitDate)
            and DateOfPATHStatus <= getvariable('report_end'),
            false
        ) as is_enrolled,
        service.* exclude (EnrollmentID),
        at_start.* exclude (EnrollmentID),
        at_exit.* exclude (EnrollmentID),
        at_end.* exclude (EnrollmentID),
        destination.destination,
        destination_group,
        list_filter(
            [
                if(AmIndAKNative = 1, 1, null), if(Asian = 1, 2, null), if(BlackAfAmerican = 1, 3, null),
                if(NativeHIPacific = 1, 4, null), if(White = 1, 5, null), if(HispanicLatinao = 1, 6, null),
                if(MidEastNAfrican = 1, 7, null)
            ],
            lambda code: code is not null
        ) as races,
        if(client.RaceNone in (8, 9), client.RaceNone, 99) as race_unknown,
        latest.VeteranStatus as veteran,
        last_answer.* exclude (EnrollmentID),
        record.LivingSituation as living_situation,
        record.LengthOfStay as length_of_stay,
        chronic.status as chronic,
        client.Sex as sex
    from latest
    join kept.Enrollment as record on record.EnrollmentID = latest.EnrollmentID
    join kept.Client as client on client.PersonalID = latest.PersonalID
    join chronic on chronic.EnrollmentID = latest.EnrollmentID
    left join started_before on started_before.PersonalID = latest.PersonalID
    left join service on service.EnrollmentID = latest.EnrollmentID
    left join at_start on at_start.EnrollmentID = latest.EnrollmentID
    left join at_exit on at_exit.EnrollmentID = latest.EnrollmentID
    left join at_end on at_end.EnrollmentID = latest.EnrollmentID
    left join destination on destination.EnrollmentID = latest.EnrollmentID
    left join last_answer on last_answer.EnrollmentID = latest.EnrollmentID
),

met as (
    select
        'contact' as scope,
        active.PersonalID,
        active.EnrollmentID,
        active.ProjectID,
        active.client_id,
        active.enrollment_id,
        contact.day <= DateOfPATHStatus as is_until_enrollment,
        contact.day between getvariable('report_start') and getvariable('report_end') as is_in_range
    from contact
    join active on active.EnrollmentID = contact.EnrollmentID
    join kept.Enrollment as record on record.EnrollmentID = active.EnrollmentID
    where
        ClientEnrolledInPATH = 1
        and DateOfPATHStatus between getvariable('report_start') and getvariable('report_end')
)

from served
union all by name
from met
