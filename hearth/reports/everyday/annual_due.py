"""Annual assessments due (PRODUCT.md J1): for whom, between which days, and whether they were made."""

from hearth.reports.everyday.column import Column, Total
from hearth.reports.everyday.listing import Choice, Listing

ANNUAL_DUE = Listing(
    code="annual_due",
    title="Annual assessments due",
    words="Whose anniversary lies in these days, from when to when the assessment may be made, and whether it was.",
    until="selected_enrollment",
    columns=(
        Column("ProjectName", "Program"),
        Column("RelationshipToHoH", "Relationship to head", "code", "Enrollment.RelationshipToHoH"),
        Column("due_on", "Anniversary", "day"),
        Column("opens", "From", "day"),
        Column("closes", "To", "day"),
        Column("made_on", "Made on", "day"),
    ),
    choices={
        "open": Choice(
            "Not made",
            "Assessments that are not made yet, or were not made within their days.",
            "made_on is null",
        ),
        "made": Choice("Made", "Assessments that were made within their days.", "made_on is not null"),
        "all": Choice("All", "All assessments of these days."),
    },
    # The share is of all, whichever rows are chosen: of those that were not made it would always be none.
    totals=(
        Total("Assessments", "count(*)"),
        Total(
            "Made, of all that were due", "(select count(made_on) / nullif(count(*), 0) from listed)", "share"
        ),
    ),
    # What may be made today is what is wanted, late ones among it.
    opens_with="around_today",
    order="due_on, household, RelationshipToHoH is distinct from 1, length(EnrollmentID), EnrollmentID",
)
