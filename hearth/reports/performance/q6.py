"""Q6a to Q6f, data quality: HUD's HMIS Data Quality Report, Q2 to Q7."""

from hearth.reports.performance.shared_lines import GLOSSARY, NOT_TOLD, SPECIFICATION, grey_cells
from hearth.reports.table import Line, Table

_WORDS = (
    "By the latest stay; street outreach and PATH-funded services stays count when the client was engaged by the "
    "report's end."
)
_SCOPE = "scope = 'quality'"

# A row says whose `{issue}` it is about and among whom, `{base}`, its rate is counted.
_ISSUES = {
    NOT_TOLD: Line("{issue} = 'not told'"),
    "Information Missing": Line("{issue} = 'missing'"),
    "Data Issues": Line("{issue} = 'issue'"),
    "Total": Line("{issue} in ('not told', 'missing', 'issue')"),
    "% of Issue Rate": Line("{issue} in ('not told', 'missing', 'issue')", over="{base}"),
}
_EVERYBODY = "true"


def _about(issue: str, base: str = _EVERYBODY, words: str = "") -> Line:
    return Line(words=words, gives={"issue": issue, "base": base})


def _source(number: int) -> str:
    return f"{SPECIFICATION}, Q6{'abcdef'[number - 2]}; {GLOSSARY}, Data Quality Q{number}"


_ANY_IDENTITY_ISSUE = "coalesce(name_issue, ssn_issue, dob_issue, race_issue)"

Q6A = Table(
    code="Q6a",
    title="Data Quality: Personally Identifiable Information",
    source=_source(2),
    corner="Data Element",
    words=_WORDS,
    where=_SCOPE,
    columns=_ISSUES,
    rows={
        "Name (3.01)": _about("name_issue", words="A part of the name missing, or known to be partial."),
        "Social Security Number (3.02)": _about(
            "ssn_issue",
            words="Missing; or without its last four digits, or with digits that no valid number has. A partial "
            "number with valid digits is none.",
        ),
        "Date of Birth (3.03)": _about(
            "dob_issue",
            words="Missing; or approximate, of unknown quality, before 1915, after the record was made, or for "
            "adults and heads on or after the project start.",
        ),
        "Race and Ethnicity (3.04)": _about("race_issue"),
        "Overall Score": _about(_ANY_IDENTITY_ISSUE, words="Anybody with an issue in one of the rows above."),
    },
    grey=grey_cells("D", [5]) | grey_cells("BCD", [6]),
)

Q6B = Table(
    code="Q6b",
    title="Data Quality: Universal Data Elements",
    source=_source(3),
    corner="Data Element",
    words=_WORDS,
    where=_SCOPE,
    columns=_ISSUES,
    rows={
        "Veteran Status (3.07)": _about(
            "veteran_issue", "is_adult or is_child", "Adults; and children who are said to be veterans."
        ),
        "Project Start Date (3.10)": _about(
            "start_issue", words="Before the exit of an earlier stay in the project, or after its own exit."
        ),
        "Relationship to Head of Household (3.15)": _about(
            "relationship_issue", words="Missing or unknown; or the household has no head, or more than one."
        ),
        "Enrollment CoC (3.16)": _about(
            "coc_issue", "is_hoh", "Heads of household: missing, or not a CoC of the project."
        ),
        "Disabling Condition (3.08)": _about(
            "disabling_issue", words="Missing; or a no beside a condition that says yes."
        ),
    },
    grey=grey_cells("BC", [3]) | grey_cells("B", [4, 5]),
)

Q6C = Table(
    code="Q6c",
    title="Data Quality: Income and Housing Data Quality",
    source=_source(4),
    corner="Data Element",
    words=_WORDS,
    where=_SCOPE,
    columns=_ISSUES,
    rows={
        "Destination (3.12)": _about("destination_issue", "is_leaver", "Leavers."),
        "Income and Sources (4.02) at Start": _about(
            "income_start_issue",
            "is_adult or is_hoh",
            "Adults and heads: no record dated on the start, or a yes without a source, or a no with one.",
        ),
        "Income and Sources (4.02) at Annual Assessment": _about(
            "income_annual_issue",
            "not is_leaver and (is_adult or is_hoh) and is_year_in_project",
            "Adults and heads who must have an annual assessment: none within 30 days of the anniversary, or a yes "
            "without a source, or a no with one.",
        ),
        "Income and Sources (4.02) at Exit": _about(
            "income_exit_issue",
            "is_leaver and (is_adult or is_hoh)",
            "Adult and head leavers: no record dated on the exit, or a yes without a source, or a no with one.",
        ),
    },
    grey=grey_cells("D", [2]),
)

Q6D = Table(
    code="Q6d",
    title="Data Quality: Chronic Homelessness",
    source=_source(5),
    corner="Entering into project type",
    words=f"Adults and heads of household who started on or after 2016-10-01. {_WORDS}",
    where=f"{_SCOPE} and entered is not null",
    columns={
        "Count of Total Records": Line(),
        "Missing Time in Institution (3.917.2)": Line("is_institution_open"),
        "Missing Time in Housing (3.917.2)": Line("is_housing_open"),
        "Approximate Date this Episode Started (3.917.3) Missing": Line("is_date_open"),
        "Number of Times (3.917.4) DK/PNTA/missing": Line("are_times_open"),
        "Number of Months (3.917.5) DK/PNTA/missing": Line("are_months_open"),
        "% of Records Unable to Calculate": Line("is_any_open", over="true"),
    },
    rows={
        "ES-EE, ES-NbN, SH, Street Outreach": Line("entered = 'street'"),
        "TH": Line("entered = 'transitional'"),
        "PH (All)": Line("entered = 'permanent'"),
        "CE": Line("entered = 'coordinated entry'"),
        "SSO, Day Shelter, HP": Line("entered = 'services'"),
        "Total": Line(),
    },
    grey=grey_cells("CD", [2]) | grey_cells("CDEFG", [7]),
)

_DELAYS = {
    "< 0 days": "{days} < 0",
    "0 days": "{days} = 0",
    "1-3 days": "{days} between 1 and 3",
    "4-6 days": "{days} between 4 and 6",
    "7-10 days": "{days} between 7 and 10",
    "11+ days": "{days} >= 11",
}

Q6E = Table(
    code="Q6e",
    title="Data Quality: Timeliness",
    source=_source(6),
    corner="Time for Record Entry",
    words=f"Days from the event to the making of its record. {_WORDS}",
    where=_SCOPE,
    columns={
        "Number of Project Start Records": Line(
            gives={"days": "days_to_enter_start"}, words="Starts in the range."
        ),
        "Number of Project Exit Records": Line(gives={"days": "days_to_enter_exit"}, words="Leavers."),
    },
    rows={label: Line(where) for label, where in _DELAYS.items()},
)

Q6F = Table(
    code="Q6f",
    title="Data Quality: Inactive Records: Street Outreach and Emergency Shelter",
    source=_source(7),
    corner="Data Element",
    words="Stays that started more than 90 days before the report's end and were open then: each client's latest by "
    "its dates alone, also without any bed night in the range. Street outreach and PATH-funded services stays count "
    "when the client was engaged by the report's end.",
    where="scope = 'open'",
    columns={
        "# of Records": Line(),
        "# of Inactive Records": Line(
            "is_quiet", "No contact or bed night in the last 90 days of the range."
        ),
        "% of Inactive Records": Line("is_quiet", over="true"),
    },
    rows={
        "Contact (Adults and Heads of Household in Street Outreach or PATH-funded SSO)": Line(
            "is_open_outreach"
        ),
        "Bed Night (All clients in ES - NbN)": Line("is_open_night"),
    },
)
