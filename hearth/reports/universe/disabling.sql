-- Enrollments whose client had a disabling condition at project start, whatever DisablingCondition says:
-- a developmental disability or HIV/AIDS, or a physical, chronic, mental health or substance use
-- condition that is expected to last and impairs (dependent field A).
-- Source: Glossary, "Disabling Condition"; data collection stage 1.
select distinct enrollment.EnrollmentID
from kept.Disabilities as condition
join selected_enrollment as enrollment on enrollment.EnrollmentID = condition.EnrollmentID
where
    DataCollectionStage = 1
    and (
        (DisabilityType in (6, 8) and DisabilityResponse = 1)
        or (DisabilityType in (5, 7, 9) and DisabilityResponse = 1 and IndefiniteAndImpairs = 1)
        or (DisabilityType = 10 and DisabilityResponse in (1, 2, 3) and IndefiniteAndImpairs = 1)
    )
