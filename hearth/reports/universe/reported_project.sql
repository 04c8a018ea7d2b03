-- The projects that Q4a names: all that were chosen.
-- Source: APR Programming Specifications, Q4a.
select ProjectID from chosen_project
