-- The universe of the CE APR, without names. By scope: 'report' has one row for each client of an assessed household,
-- 'quality' those whom the data quality table looks at, 'project' one for each client and project with activity of the
-- household in the range (Q4a), 'activity' one for each assessment and event of the range (Q10).
-- Source: CE APR Programming Specifications, as each step says.
with served as (
    select
        latest.scope,
        latest.PersonalID,
        latest.EnrollmentID,
        latest.ProjectID,
        latest.client_id,
        latest.enrollment_id,
        latest.age_group,
        latest.age_group = 'adult' as is_adult,
        latest.age_group = 'child' as is_child,
        latest.age is null as is_unknown_age,
        latest.is_hoh,
        latest.age_group = 'adult' and coalesce(latest.VeteranStatus = 1, false) as is_veteran,
        household.household_type,
        household.is_youth and coalesce(latest.age between 12 and 24, false) as is_youth,
        latest.assessment_type,
        latest.prioritization,
        referral.* exclude (PersonalID)
    from latest
    join household on household.scope = 'report' and household.household = latest.household
    left join referral on referral.PersonalID = latest.PersonalID and latest.is_hoh
),

present as (
    select 'project' as scope, stay.PersonalID, stay.EnrollmentID, stay.ProjectID, client_id, enrollment_id, is_hoh
    from selected_enrollment as stay
    where
        exists (
            from activity
            where
                activity.household = stay.household
                and is_in_range
                and activity.day >= stay.EntryDate
                and (stay.ExitDate is null or activity.day <= stay.ExitDate)
        )
    qualify
        row_number() over (
            partition by ProjectID, PersonalID order by is_hoh desc, EntryDate desc, id_order(EnrollmentID)
        ) = 1
),

done as (
    select
        'activity' as scope,
        PersonalID,
        EnrollmentID,
        ProjectID,
        client_id,
        enrollment_id,
        assessment_level,
        event,
        referral_result,
        solved,
        aftercare
    from activity
    where is_in_range
)

select served.*, identity_issue.* exclude (PersonalID)
from served
left join identity_issue on identity_issue.PersonalID = served.PersonalID and served.scope = 'quality'
union all by name
from present
union all by name
from done
