-- Enrollments whose client had a disabling condition at project start, whatever DisablingCondition says.
-- Source: Glossary, "Disabling Condition"; data collection stage 1.
select distinct enrollment.EnrollmentID
from kept.Disabilities as condition
join selected_enrollment as enrollment on enrollment.EnrollmentID = condition.EnrollmentID
where DataCollectionStage = 1 and is_disabling(DisabilityType, DisabilityResponse, IndefiniteAndImpairs)
