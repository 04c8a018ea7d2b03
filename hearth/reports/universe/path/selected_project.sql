-- Of the chosen projects those that PATH pays for in the date range, all of them together: somebody in street outreach
-- and in services counts once.
-- Source: PATH Annual Report, "Program and Project Type Applicability".
select * from selected_project where is_of_path
