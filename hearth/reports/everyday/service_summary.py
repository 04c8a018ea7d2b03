"""The service summary (PRODUCT.md, GNRL-104): what was given, how often, to how many people."""

from hearth.reports.everyday.column import Column, Total
from hearth.reports.everyday.listing import Listing

SERVICE_SUMMARY = Listing(
    code="service_summary",
    title="Service summary",
    words="What the programs gave in these days, by kind: how often, to how many people, for how much.",
    until="selected_enrollment",
    columns=(
        Column("ProjectName", "Program"),
        Column("TypeProvided", "Service", "service"),
        Column("services", "Times given", "number"),
        Column("people", "People", "number"),
        Column("amount", "Amount", "money"),
        Column("first_day", "First", "day"),
        Column("last_day", "Last", "day"),
    ),
    totals=(Total("Services", "coalesce(sum(services), 0)"), Total("Amount", "sum(amount)", "money")),
    order="ProjectName, services desc, RecordType, TypeProvided, SubTypeProvided",
    about_people=False,
)
