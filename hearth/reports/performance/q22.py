"""Q22a1 to Q22g: how long clients stayed, and how long they waited for housing."""

from hearth.reports.performance.shared_lines import BY_RACE, GLOSSARY, HOUSEHOLD_TYPES, SPECIFICATION
from hearth.reports.table import Line, Table

_STAY = f"{GLOSSARY}: Active Clients, Project Leavers and Stayers, Bed-Night, Length of Stay in Project"
_HOUSING = f"{GLOSSARY}: Active Clients, Age, Household Types, Handling Housing Move-In Dates"

_LEAVERS, _STAYERS = Line("is_leaver"), Line("not is_leaver")
_DAYS = "From the start of the latest stay, also before the range; in night-by-night shelters the nights with a bed."

_YEARS = {
    "366 to 730 days (1-2 Yrs)": (366, 730),
    "731 to 1,095 days (2-3 Yrs)": (731, 1095),
    "1,096 to 1,460 days (3-4 Yrs)": (1096, 1460),
    "1,461 to 1,825 days (4-5 Yrs)": (1461, 1825),
}
_WEEKS = {"8 to 14 days": (8, 14), "15 to 21 days": (15, 21), "22 to 30 days": (22, 30)}
_MONTHS = {
    "31 to 60 days": (31, 60),
    "61 to 90 days": (61, 90),
    "91 to 180 days": (91, 180),
    "181 to 365 days": (181, 365),
}
_TO_TWO_YEARS = {**_WEEKS, **_MONTHS, "366 to 730 days (1-2 Yrs)": (366, 730)}


def _bands(days: str, bands: dict[str, tuple[int, int]]) -> dict[str, Line]:
    return {label: Line(f"{days} between {low} and {high}") for label, (low, high) in bands.items()}


def _length(code: str, title: str, first: dict[str, Line], bands: dict[str, tuple[int, int]]) -> Table:
    last = {"More than 1,825 days (> 5 Yrs)": Line("days > 1825"), "Total": Line()}
    return Table(
        code=code,
        title=title,
        source=f"{SPECIFICATION}, {code}; {_STAY}",
        words=_DAYS,
        columns={"Total": Line(), "Leavers": _LEAVERS, "Stayers": _STAYERS},
        rows=first | _bands("days", bands) | last,
    )


Q22A1 = _length(
    "Q22a1",
    "Length of Participation – CoC Projects",
    {"30 days or less": Line("days <= 30")},
    {**_MONTHS, **_YEARS},
)
Q22A2 = _length(
    "Q22a2",
    "Length of Participation – ESG Projects",
    {"0 to 7 days": Line("days <= 7")},
    {**_WEEKS, **_MONTHS, **_YEARS},
)

Q22B = Table(
    code="Q22b",
    title="Average and Median Length of Participation in Days",
    source=f"{SPECIFICATION}, Q22b; {_STAY}",
    words=f"{_DAYS} Stays that end before they start are left out.",
    where="scope = 'report' and days >= 0",
    columns={"Leavers": _LEAVERS, "Stayers": _STAYERS},
    rows={
        "Average Length": Line(measure="avg(days)"),
        "Median Length": Line(measure="median(days::double)"),
    },
)

Q22C = Table(
    code="Q22c",
    title="Length of Time between Project Start Date and Housing Move-in Date",
    source=f"{SPECIFICATION}, Q22c; {_HOUSING}",
    words="Clients in PSH, RRH and Pay for Success whose household moved in within the range, and leavers who never "
    "moved in.",
    where="scope = 'report' and (days_to_move_in is not null or left_unhoused)",
    columns=HOUSEHOLD_TYPES,
    rows={"7 days or less": Line("days_to_move_in <= 7")}
    | _bands("days_to_move_in", _TO_TWO_YEARS)
    | {
        "Total (persons moved into housing)": Line(
            "days_to_move_in is not null", "With those who waited for more than 730 days, who have no row."
        ),
        "Average length of time to housing": Line(
            "days_to_move_in is not null", "Days.", measure="avg(days_to_move_in)"
        ),
        "Persons who were exited without move-in": Line("left_unhoused"),
        "Total persons": Line(),
    },
)

Q22D = Table(
    code="Q22d",
    title="Length of Participation by Household Type",
    source=f"{SPECIFICATION}, Q22d; {_STAY}",
    words=_DAYS,
    columns=HOUSEHOLD_TYPES,
    rows={"7 days or less": Line("days <= 7")}
    | _bands("days", _TO_TWO_YEARS)
    | {"731 days or more": Line("days >= 731"), "Total": Line()},
)

_HOMELESS = (
    "From the approximate date homelessness started (3.917.3; the head's for children who came with the head) to the "
    "valid move-in date in permanent housing, to the project start elsewhere."
)
_UNTOLD = "days_homeless is null and not is_not_housed"

Q22E = Table(
    code="Q22e",
    title="Length of Time Prior to Housing - based on 3.917 Date Homelessness Started",
    source=f"{SPECIFICATION}, Q22e; {_HOUSING}",
    words=_HOMELESS,
    where="scope = 'report' and waits_for_housing",
    columns=HOUSEHOLD_TYPES,
    rows={"7 days or less": Line("days_homeless <= 7")}
    | _bands("days_homeless", _TO_TWO_YEARS)
    | {
        "731 days or more": Line("days_homeless >= 731"),
        "Total (persons moved into housing)": Line("days_homeless is not null"),
        "Not yet moved into housing": Line("is_not_housed"),
        "Data not collected": Line(_UNTOLD, "The date is missing, or after the client was housed."),
        "Total persons": Line(),
    },
)

Q22F = Table(
    code="Q22f",
    title="Length of Time between Project Start Date and Housing Move-in Date by Race and Ethnicity",
    source=f"{SPECIFICATION}, Q22f; {_HOUSING}",
    words=Q22C.words,
    where=Q22C.where,
    columns=BY_RACE,
    rows={
        "Persons Moved Into Housing": Line("days_to_move_in is not null"),
        "Persons Exited Without Move-In": Line("left_unhoused"),
        "Average time to Move-In": Line("days_to_move_in is not null", measure="avg(days_to_move_in)"),
        "Median time to Move-In": Line(
            "days_to_move_in is not null", measure="median(days_to_move_in::double)"
        ),
    },
)

Q22G = Table(
    code="Q22g",
    title="Length of Time Prior to Housing by Race and Ethnicity - based on 3.917 Date Homelessness Started",
    source=f"{SPECIFICATION}, Q22g; {_HOUSING}",
    words=f"{_HOMELESS} Whose date is missing, or after being housed, is left out.",
    where="scope = 'report' and waits_for_housing and has_homeless_since",
    columns=BY_RACE,
    rows={
        "Persons Moved Into Housing": Line("days_homeless is not null"),
        "Persons Not Yet Moved Into Housing": Line("is_not_housed"),
        "Average time to Move-In": Line("days_homeless is not null", measure="avg(days_homeless)"),
        "Median time to Move-In": Line("days_homeless is not null", measure="median(days_homeless::double)"),
    },
)
