-- The income of each adult who stayed in the date range: as told at the start, as told last, and the change.
-- Last is the newest answer up to the last day of the range, or at the exit. Only whole answers count: an income that
-- was told (yes with an amount, or no, which is 0). Amounts are dollars a month.
-- Source: HMIS Data Dictionary 4.02 Income and Sources.
with told as (
    select
        income.EnrollmentID,
        income.InformationDate,
        income.DataCollectionStage,
        case when IncomeFromAnySource = 0 then 0 else TotalMonthlyIncome end as amount,
        EarnedAmount,
        income.IncomeBenefitsID
    from kept.IncomeBenefits as income
    where
        InformationDate <= getvariable('report_end')
        and (IncomeFromAnySource = 0 or (IncomeFromAnySource = 1 and TotalMonthlyIncome is not null))
),

by_stay as (
    select
        EnrollmentID,
        arg_min(amount, id_order(IncomeBenefitsID)) filter (DataCollectionStage = 1) as at_start,
        arg_max(amount, (InformationDate, id_order(IncomeBenefitsID))) filter (DataCollectionStage <> 1) as latest,
        max(InformationDate) filter (DataCollectionStage <> 1) as told_on
    from told
    group by EnrollmentID
)

select
    stay.client_id,
    stay.enrollment_id,
    stay.PersonalID,
    stay.EnrollmentID,
    project.ProjectName,
    stay.EntryDate,
    stay.ExitDate,
    by_stay.at_start,
    by_stay.latest,
    by_stay.told_on,
    by_stay.latest - by_stay.at_start as change
from selected_enrollment as stay
join kept.Project as project on project.ProjectID = stay.ProjectID
left join by_stay on by_stay.EnrollmentID = stay.EnrollmentID
where
    stay.EntryDate <= getvariable('report_end')
    and (stay.ExitDate is null or stay.ExitDate >= getvariable('report_start'))
    and age_on(stay.DOB, greatest(stay.EntryDate, getvariable('report_start'))) >= 18
