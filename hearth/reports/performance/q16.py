"""Q16 to Q18: cash income of adults at start, at the annual assessment and at exit."""

from hearth.reports.performance.shared_lines import (
    AT_ANNUAL,
    AT_EXIT,
    AT_START,
    GLOSSARY,
    NOT_COLLECTED,
    NOT_TOLD,
    SPECIFICATION,
    grey_cells,
)
from hearth.reports.table import Line, Table
from hearth.reports.universe.boxes import INCOME, ticked

ADULTS = "scope = 'report' and is_adult"
_SOURCE = f"{GLOSSARY}: Active Clients, Age, Determining Total and Earned Income, Annual Assessment"
_WORDS = "Adults, each by the latest stay in the range."

_COLUMNS = {
    "Income at Start": AT_START,
    "Income at Latest Annual Assessment for Stayers": AT_ANNUAL,
    "Income at Exit for Leavers": AT_EXIT,
}
NOT_REQUIRED = Line(
    "not needs_annual", "In the project for less than a year, or joined after the household's anniversary."
)
_UNASSESSED = Line("needs_annual and annual_income is null", "None within 30 days of the anniversary.")

_RANGES = {
    "$1 - $150": "between 1 and 150",
    "$151 - $250": "between 151 and 250",
    "$251 - $500": "between 251 and 500",
    "$501 - $1,000": "between 501 and 1000",
    "$1,001 - $1,500": "between 1001 and 1500",
    "$1,501 - $2,000": "between 1501 and 2000",
}

Q16 = Table(
    code="Q16",
    title="Cash Income - Ranges",
    source=f"{SPECIFICATION}, Q16; {_SOURCE}",
    words=f"Monthly income in whole dollars, rounded. {_WORDS}",
    where=ADULTS,
    columns=_COLUMNS,
    rows={"No Income": Line("round({at}_total) < 1")}
    | {label: Line(f"round({{at}}_total) {where}") for label, where in _RANGES.items()}
    | {
        "$2,001+": Line("round({at}_total) >= 2001"),
        NOT_TOLD: Line("{at}_income = 'not told'"),
        NOT_COLLECTED: Line("{missing}"),
        "Number of adult stayers not yet required to have an annual assessment": NOT_REQUIRED,
        "Number of adult stayers without required annual assessment": _UNASSESSED,
        "Total Adults": Line(),
    },
    grey=grey_cells("BD", [12, 13]),
)

SOURCES = {
    "Earned Income": "Earned",
    "Unemployment Insurance": "Unemployment",
    "Supplemental Security Income (SSI)": "SSI",
    "Social Security Disability Insurance (SSDI)": "SSDI",
    "VA Service-Connected Disability Compensation": "VADisabilityService",
    "VA Non-Service Connected Disability Pension": "VADisabilityNonService",
    "Private Disability Insurance": "PrivateDisability",
    "Worker’s Compensation": "WorkersComp",
    "Temporary Assistance for Needy Families (TANF)": "TANF",
    "General Assistance (GA)": "GA",
    "Retirement Income from Social Security": "SocSecRetirement",
    "Pension or retirement income from a former job": "Pension",
    "Child Support": "ChildSupport",
    "Alimony and other spousal support": "Alimony",
    "Other Source": "OtherIncomeSource",
}

# Of Q17 and Q18, which say of it in the same words: "those with two usable data points for income comparisons".
_TOLD_AT_BOTH = {
    "Adults with Income Information at Start and Annual Assessment/Exit": Line(
        "{at}_any_income in (0, 1) and start_any_income in (0, 1)",
        "Income from any source is yes or no at both.",
    )
}

Q17 = Table(
    code="Q17",
    title="Cash Income - Sources",
    source=f"{SPECIFICATION}, Q17; {_SOURCE}",
    words=f"A source counts when the record says yes to it. {_WORDS}",
    where=ADULTS,
    columns=_COLUMNS,
    rows={label: Line(ticked("{at}_sources", INCOME, source)) for label, source in SOURCES.items()}
    | _TOLD_AT_BOTH,
    grey=grey_cells("B", [17]),
)

Q18 = Table(
    code="Q18",
    title="Client Cash Income Category - Earned/Other Income Category - by Start and Annual Assessment/Exit Status",
    source=f"{SPECIFICATION}, Q18; {_SOURCE}",
    corner="Number of Adults By Income Category",
    words=f"Other income is total income less earned income. {_WORDS}",
    where=ADULTS,
    columns={
        "Number of Adults at Start": AT_START,
        "Number of Adults at Annual Assessment (Stayers)": AT_ANNUAL,
        "Number of Adults at Exit (Leavers)": AT_EXIT,
    },
    rows={
        "Adults with Only Earned Income (i.e., Employment Income)": Line(
            "{at}_earned > 0 and {at}_other <= 0"
        ),
        "Adults with Only Other Income": Line("{at}_earned = 0 and {at}_other > 0"),
        "Adults with Both Earned and Other Income": Line("{at}_earned > 0 and {at}_other > 0"),
        "Adults with No Income": Line("{at}_earned = 0 and {at}_other <= 0"),
        "Adults with Client Doesn’t Know/Prefers Not to Answer Income Information": Line(
            "{at}_income = 'not told'"
        ),
        "Adults with Missing Income Information": Line("{missing}"),
        "Number of adult stayers not yet required to have an annual assessment": NOT_REQUIRED,
        "Number of adult stayers without required annual assessment": _UNASSESSED,
        "Total Adults": Line(),
        "1 or more source of income": Line("{at}_total > 0"),
        **_TOLD_AT_BOTH,
    },
    grey=grey_cells("BD", [8, 9]) | grey_cells("B", [12]),
)
