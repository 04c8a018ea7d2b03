-- Every enrollment, of any date, of the households in which somebody is active, with what its start and its exit say:
-- members who left before the range still decide when a household started and how it came there.
-- Source: HMIS Data Dictionary 3.08, 3.11, 3.12, 3.16, 3.917, C2, C3.
select
    enrollment.*,
    record.EnrollmentCoC as own_coc,
    record.DateCreated::date as start_entered_on,
    record.DisablingCondition,
    record.LivingSituation,
    record.LengthOfStay,
    record.LOSUnderThreshold,
    record.PreviousStreetESSH,
    record.DateToStreetESSH,
    record.TimesHomelessPastThreeYears,
    record.MonthsHomelessPastThreeYears,
    left_to.DateCreated::date as exit_entered_on,
    left_to.Destination,
    left_to.DestinationSubsidyType,
    left_to.HousingAssessment,
    left_to.SubsidyInformation
from selected_enrollment as enrollment
join kept.Enrollment as record on record.EnrollmentID = enrollment.EnrollmentID
left join kept.Exit as left_to on left_to.ExitID = enrollment.ExitID
where enrollment.household in (select household from active)
