"""The program roster (PRODUCT.md R5): who stayed in the programs, each stay by itself, the longest households first."""

from hearth.reports.everyday.listing import Choice, Column, Listing, Total

ROSTER = Listing(
    code="roster",
    title="Program roster",
    words="Each stay in the chosen programs, by household: who, since when, until when, how long.",
    until="selected_enrollment",
    columns=(
        Column("ProjectName", "Program"),
        Column("RelationshipToHoH", "Relationship to head", "code", "Enrollment.RelationshipToHoH"),
        Column("age_at_start", "Age at start", "number"),
        Column("age_at_end", "Age at end", "number"),
        Column("EntryDate", "Start", "day"),
        Column("ExitDate", "Exit", "day"),
        Column("days", "Days", "number"),
        Column("MoveInDate", "Move-in", "day"),
        Column("services", "Services", "number"),
        Column("assessments", "Assessments", "number"),
    ),
    choices={
        "active": Choice("Active", "Stays with at least one day in the date range."),
        "enrolled": Choice("Enrolled", "Stays that started in the date range.", "is_enrolled"),
        "exited": Choice("Exited", "Stays that ended in the date range.", "is_exited"),
    },
    totals=(
        Total("Stays", "count(*)"),
        Total("People", "count(distinct PersonalID)"),
        Total("Households", "count(distinct household)"),
        Total("Average days", "avg(days)"),
    ),
    order="longest desc, household, RelationshipToHoH is distinct from 1, length(EnrollmentID), EnrollmentID",
)
