-- The assessment by which each household is reported: the latest in the range of any member, and each member's own
-- latest decides in which household he or she was assessed. Of two on one day, the lower AssessmentID.
-- Source: CE APR Programming Specifications, universe of Q4 to Q9.
with own as (
    select *
    from activity
    where kind = 'assessment' and is_in_range and is_in_stay
    qualify row_number() over (partition by PersonalID order by day desc, id_order(activity_id)) = 1
)

select household, day as assessed_on, assessment_type, prioritization
from own
qualify row_number() over (partition by household order by day desc, id_order(activity_id)) = 1
