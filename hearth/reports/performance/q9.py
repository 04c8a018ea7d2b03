"""Q9a and Q9b: persons contacted and newly engaged by street outreach and night-by-night shelters."""

from hearth.reports.performance.shared_lines import GLOSSARY, SPECIFICATION
from hearth.reports.table import Line, Table

_COLUMNS = {
    "All Persons Contacted": Line(),
    "First contact – NOT staying on the Streets, ES, or SH": Line("first_contact = 'away'"),
    "First contact – WAS staying on Streets, ES, or SH": Line("first_contact = 'street'"),
    "First contact – Worker unable to determine": Line("first_contact = 'unknown'"),
}
_WORDS = (
    "Adults and heads of household in street outreach and night-by-night shelters, by the latest stay. All contacts of "
    "the stay up to the engagement and the report's end count, those before the range too; an engagement on a day "
    "without a contact is one more."
)
_ASKED = "scope = 'report' and project_type in (1, 4) and (is_adult or is_hoh)"
_TIMES = {
    "Once": "contacts = 1",
    "2-5 {}": "contacts between 2 and 5",
    "6-9 {}": "contacts between 6 and 9",
} | {"10+ {}": "contacts >= 10"}
_CONTACTED = "A contact in the range up to the engagement, or an engagement in the range."

Q9A = Table(
    code="Q9a",
    title="Number of Persons Contacted",
    source=f"{SPECIFICATION}, Q9a; {GLOSSARY}: Active Clients, Contact, Date of Engagement",
    corner="Number of Persons Contacted",
    words=f"{_CONTACTED} {_WORDS}",
    where=f"{_ASKED} and is_contacted",
    columns=_COLUMNS,
    rows={label.format("Times"): Line(where) for label, where in _TIMES.items()}
    | {"Total Persons Contacted": Line()},
)

Q9B = Table(
    code="Q9b",
    title="Number of Persons Newly Engaged",
    source=f"{SPECIFICATION}, Q9b; {GLOSSARY}: Active Clients, Contact, Date of Engagement",
    corner="Number of Persons Newly Engaged",
    words=f"Engaged in the range. {_WORDS}",
    where=f"{_ASKED} and is_contacted",
    columns=_COLUMNS,
    rows={label.format("Contacts"): Line(f"is_engaged and {where}") for label, where in _TIMES.items()}
    | {
        "Total Persons Engaged": Line("is_engaged"),
        "Rate of Engagement": Line(
            "is_engaged", "Persons engaged in the range among the persons contacted (Q9a).", over="true"
        ),
    },
)
