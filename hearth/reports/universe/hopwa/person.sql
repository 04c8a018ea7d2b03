-- The universe of the HOPWA workbook, without names. By scope: 'individual' has everybody by the latest stay; 'prior'
-- the eligible individuals of the latest housing stay; 'household' each head by the latest stay of all, and the name
-- of an activity each head by the latest stay in it. Of several heads of a household the one counts who left last or is
-- still there. Short-term payments and placement serve who was paid for in the range.
-- Source: HOPWA Consolidated APR/CAPER, as each step says.
with heads as (
    select household, EnrollmentID, PersonalID
    from active
    where scope = 'report' and is_hoh
    qualify
        row_number() over (
            partition by household
            order by coalesce(ExitDate, date '9999-12-31') desc, EntryDate desc, id_order(EnrollmentID)
        ) = 1
),

known as (
    select
        latest.* exclude (scope),
        latest.scope as found_in,
        eligible.EnrollmentID is not distinct from latest.EnrollmentID as is_eligible,
        eligible.EnrollmentID as eligible_enrollment,
        own.has_hiv is true as has_hiv,
        counted.has_hiv is true as eligible_has_hiv,
        counted.has_medicine is true as has_medicine,
        counted.is_suppressed is true as is_suppressed,
        counted.is_better is true as is_better,
        latest.DestinationSubsidyType as subsidy,
        coalesce(latest.ExitDate <= getvariable('report_end'), false) as has_left,
        heads.EnrollmentID as head_enrollment,
        latest.is_hoh and heads.PersonalID = latest.PersonalID as is_last_head,
        payment.* exclude (PersonalID, activity),
        latest.scope not in ('short-term payments', 'placement') or coalesce(len(payments) > 0, false) as is_served
    from latest
    left join heads on heads.household = latest.household
    left join payment on payment.PersonalID = heads.PersonalID and payment.activity = latest.scope
    left join eligible on eligible.household = latest.household
    left join health as own on own.EnrollmentID = latest.EnrollmentID
    left join health as counted on counted.EnrollmentID = eligible.EnrollmentID
),

first_start as (
    select PersonalID, activity, min(EntryDate) as started_on
    from (
        select PersonalID, EntryDate, unnest(activities) as activity
        from selected_enrollment
        join selected_project on selected_project.ProjectID = selected_enrollment.ProjectID
        where is_hoh
    )
    group by PersonalID, activity
),

in_activity as (
    select
        known.*,
        age_on(
            started_on, least(coalesce(ExitDate, date '9999-12-31'), getvariable('report_end'))
        ) as years_served
    from known
    left join first_start on first_start.PersonalID = known.PersonalID and first_start.activity = found_in
    where found_in <> 'report' and is_last_head
),

served as (
    select
        PersonalID,
        list(found_in) as activities,
        count(*) filter (found_in <> 'information') as subsidies
    from in_activity
    where is_served
    group by PersonalID
),

counted as (
    select found_in as scope, * exclude (found_in) from in_activity
    union all by name
    select 'household' as scope, * exclude (found_in) from known where found_in = 'report' and is_last_head
    union all by name
    select 'individual' as scope, * exclude (found_in) from known where found_in = 'report'
    union all by name
    select 'prior' as scope, * exclude (found_in)
    from known
    where
        found_in in ('tenant-based', 'permanent facility', 'short-term facility', 'placement')
        and is_eligible
        and is_served
    qualify row_number() over (partition by PersonalID order by EntryDate desc, id_order(EnrollmentID)) = 1
)

select
    counted.scope,
    counted.PersonalID,
    counted.EnrollmentID,
    counted.ProjectID,
    counted.client_id,
    counted.enrollment_id,
    counted.age,
    client.Sex as sex,
    coalesce(client.HispanicLatinao = 1, false) as is_hispanic,
    concat(
        if(AmIndAKNative = 1, 'native ', ''), if(Asian = 1, 'asian ', ''), if(BlackAfAmerican = 1, 'black ', ''),
        if(MidEastNAfrican = 1, 'eastern ', ''), if(NativeHIPacific = 1, 'pacific ', ''), if(White = 1, 'white ', '')
    ) as races,
    counted.VeteranStatus = 1 as is_veteran,
    chronic.status = 'yes' as is_chronic,
    is_eligible,
    has_hiv,
    eligible_has_hiv,
    has_medicine,
    is_suppressed,
    is_better,
    counted.EntryDate < getvariable('report_start') as continues,
    coalesce(own.LivingSituation, head.LivingSituation) as living_situation,
    if(own.LivingSituation is null, head.RentalSubsidyType, own.RentalSubsidyType) as prior_subsidy,
    has_left,
    if(has_left, destination, null) as destination,
    if(has_left, subsidy, null) as subsidy,
    coalesce(payments, []) as payments,
    paid,
    paid_rent,
    paid_utilities,
    paid_mortgage,
    coalesce(years, []) as years,
    is_first is true as is_first,
    is_served,
    years_served,
    coalesce(services, []) as services,
    coalesce(activities, []) as activities,
    coalesce(subsidies, 0) as subsidies,
    columns(support.* exclude (household))
from counted
join kept.Client as client on client.PersonalID = counted.PersonalID
join kept.Enrollment as own on own.EnrollmentID = counted.EnrollmentID
left join chronic on chronic.EnrollmentID = counted.EnrollmentID
left join kept.Enrollment as head on head.EnrollmentID = counted.head_enrollment
left join service on service.PersonalID = counted.PersonalID
left join served on served.PersonalID = counted.PersonalID
left join support on support.household = counted.household
