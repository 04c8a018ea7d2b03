-- The one person of each active household who makes it eligible for HOPWA: the head with HIV, else the first other
-- member with HIV, else the head.
-- Source: our digest of HUD's data list for the consolidated APR/CAPER; the passage itself was not read
-- (differences.md).
select active.household, active.EnrollmentID
from active
left join health on health.EnrollmentID = active.EnrollmentID
where active.scope = 'report' and (is_hoh or has_hiv)
qualify
    row_number() over (
        partition by active.household
        order by has_hiv is true desc, is_hoh desc, EntryDate, id_order(active.EnrollmentID)
    ) = 1
