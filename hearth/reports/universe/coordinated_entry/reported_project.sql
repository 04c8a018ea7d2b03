-- The projects that Q4a names: every access point, those without any activity too, so that it is seen.
-- Source: CE APR Programming Specifications, Q4a, and universe of Q4 to Q9, steps 1 and 2.
select distinct access_point.ProjectID
from access_point
where
    getvariable('coc') is null
    or exists (
        from kept.ProjectCoC as place
        where place.ProjectID = access_point.ProjectID and place.CoCCode = getvariable('coc')
    )
