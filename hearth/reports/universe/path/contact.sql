-- Each contact with a client within his or her stay, of any date. Every recorded contact (4.12) counts; an engagement,
-- an enrollment in PATH and a PATH service make one more on a day without any.
-- Source: PATH Annual Report, "Determining Which Clients to Include", 1.
with stay as (
    select stay.*, if(ClientEnrolledInPATH = 1, DateOfPATHStatus, null) as enrolled_on
    from selected_enrollment as stay
    join kept.Enrollment as record on record.EnrollmentID = stay.EnrollmentID
),

met as (
    select EnrollmentID, InformationDate as day from kept.CurrentLivingSituation
),

dealt_with as (
    select EnrollmentID, DateOfEngagement as day from stay
    union
    select EnrollmentID, enrolled_on as day from stay
    union
    select EnrollmentID, DateProvided as day from kept.Services where RecordType = 141
),

contact as (
    select * from met
    union all
    select * from (from dealt_with except from met)
)

select stay.EnrollmentID, contact.day
from contact
join stay on stay.EnrollmentID = contact.EnrollmentID
where contact.day >= EntryDate and (ExitDate is null or contact.day <= ExitDate)
