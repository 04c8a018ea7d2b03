"""What each activity's households had, how long they were served and where they went."""

from hearth.reports.hopwa.specification import (
    BY_SUBSIDY,
    HOUSEHOLDS,
    SPECIFICATION,
    empty_rows,
    in_groups,
    not_held,
)
from hearth.reports.performance.shared_lines import grey_cells
from hearth.reports.table import Line, Table

_COLUMNS = "BCDEF"
_SOURCES = {
    "Earned income from employment": "earned",
    "Retirement": "retirement",
    "SSI": "ssi",
    "SSDI": "ssdi",
    "Other welfare assistance (SNAP, WIC, TANF)": "welfare",
    "Private disability insurance": "private_disability",
    "Veteran's disability payment": "veteran_disability",
    "Regular contributions or gifts from organizations or persons outside the residence": "contributions",
    "Worker's compensation": "workers_compensation",
    "General assistance or local program": "general_assistance",
    "Unemployment insurance": "unemployment",
    "Other sources of income": "other_income",
}
HAS_INCOME = f"({' or '.join(f'{column} is true' for column in _SOURCES.values())})"
_INSURANCE = {
    "Medicaid or local equivalent": "medicaid",
    "Medicare or local equivalent": "medicare",
    "Veterans Affairs medical services": "veteran_insurance",
    "AIDS Drug Assistance Program (ADAP)": "adap",
    "State Children's Health Insurance Program (SCHIP) or local equivalent": "schip",
    "Ryan White-funded medical or dental assistance": "ryan_white",
}
_ANSWERS = "The last answers of all members, up to the end of the stay or of the report; several may hold."

_income_rows = {
    "Households served": Line(),
    "Expenditures, in dollars (rents and leases are not held in an HMIS)": Line(
        "paid > 0", "The payments (W2) on record in the date range.", measure="sum(paid)"
    ),
    **not_held("Households at 0-30% of area median income"),
    **not_held("Households at 31-50% of area median income"),
    **not_held("Households at 51-80% of area median income"),
    **{label: Line(f"{column} is true") for label, column in _SOURCES.items()},
    "No source of income": Line(f"not {HAS_INCOME}", "Households that told nothing as well."),
    **{label: Line(f"{column} is true") for label, column in _INSURANCE.items()},
}

SERVED = Table(
    code="SERVED",
    title="Households Served, Sources of Income and Medical Insurance",
    source=f"{SPECIFICATION}, TBRA, P-FBH, ST-TFBH, STRMU and PHP; HMIS Data Dictionary 4.02, 4.03, 4.04, W3",
    corner="Households",
    where="true",
    words=f"{HOUSEHOLDS} {_ANSWERS}",
    columns=BY_SUBSIDY,
    rows=_income_rows,
    grey=empty_rows(_income_rows, _COLUMNS) | grey_cells("BCD", [3]),
)

_health_rows = {
    "Eligible individuals with HIV/AIDS on record": Line("eligible_has_hiv"),
    "Ever prescribed anti-retroviral therapy": Line("eligible_has_hiv and has_medicine", "W6 on any record."),
    "Viral load suppressed": Line(
        "eligible_has_hiv and is_suppressed", "The last viral load (W4) is undetectable or below 200 copies."
    ),
    "Viral load suppressed, or lower than at first": Line(
        "eligible_has_hiv and (is_suppressed or is_better)",
        "By the first and last viral load (W4) of the stay.",
    ),
}

HEALTH = Table(
    code="HEALTH",
    title="Health Outcomes of HOPWA-Eligible Individuals",
    source=f"{SPECIFICATION}, health outcomes; HMIS Data Dictionary 4.08, W4, W6",
    corner="Individuals",
    where="true",
    words=f"One eligible individual of each household. {HOUSEHOLDS}",
    columns=BY_SUBSIDY,
    rows=_health_rows,
)

_longevity_rows = {
    "Less than one year": Line("coalesce(years_served, 0) < 1"),
    "One year or more, but less than five": Line("years_served between 1 and 4"),
    "Five years or more, but less than ten": Line("years_served between 5 and 9"),
    "Ten years or more, but less than fifteen": Line("years_served between 10 and 14"),
    "Fifteen years or more": Line("years_served >= 15"),
    "Total": Line(),
}

LONGEVITY = Table(
    code="LONGEVITY",
    title="Longevity of Households",
    source=f"{SPECIFICATION}, longevity; HMIS Data Dictionary 3.10",
    corner="Households served for",
    where="true",
    words=f"From the head's first start in this activity of the programs reported on. {HOUSEHOLDS}",
    columns=BY_SUBSIDY,
    rows=_longevity_rows,
    grey=grey_cells("EF", range(2, 8)),
)

_DESTINATIONS = {
    "Exited to other HOPWA programs": (426, 327),
    "Exited to other housing subsidy programs": (
        435,
        421,
        428,
        419,
        431,
        433,
        434,
        420,
        436,
        437,
        438,
        439,
        440,
    ),
    "Exited to private housing": (410, 411, 422, 423),
    "Exited to an emergency shelter": (101, 118),
    "Exited to transitional housing (time limited, up to 24 months)": (302, 329, 332),
    "Exited to an institution": (204, 205, 206, 215, 225),
    "Exited to jail or prison": (207,),
    "Exited to other housing not expected to last 90 days": (312, 313, 314),
    "Exited to a place not meant for human habitation": (116,),
    "The head died": (24,),
    "Exited, destination not told or not collected (disconnected from care)": (8, 9, 30, 99),
    "Exited to another destination (no row in the workbook)": (17,),
}
_DISCONNECTED = "Exited, destination not told or not collected (disconnected from care)"
_UNNAMED = "Exited to another destination (no row in the workbook)"


def _outcomes() -> dict[str, Line]:
    groups = {label: codes for label, codes in _DESTINATIONS.items() if label != _UNNAMED}
    found = in_groups("destination", groups, _UNNAMED)
    found[_DISCONNECTED] = f"(destination is null or {found[_DISCONNECTED]})"
    found[_UNNAMED] = f"destination is not null and {found[_UNNAMED]}"
    return {
        "Continued to the next year": Line("not has_left"),
        **{label: Line(f"has_left and {found[label]}") for label in _DESTINATIONS},
        "Total": Line(),
        **not_held("Of those in an institution or jail: expected to stay less than six months"),
        **not_held("Of those in an institution or jail: expected to stay six months or longer"),
        **not_held("STRMU: likely to need more assistance to keep the housing"),
    }


_outcome_rows = _outcomes()

OUTCOMES = Table(
    code="OUTCOMES",
    title="Housing Outcomes of Households",
    source=f"{SPECIFICATION}, outcomes; HMIS Data Dictionary 3.12",
    corner="Outcome",
    where="true",
    words=f"By the head's exit up to the report's end. {HOUSEHOLDS}",
    columns=BY_SUBSIDY,
    rows=_outcome_rows,
    grey=empty_rows(_outcome_rows, _COLUMNS),
)

_RENT, _UTILITY, _MORTGAGE = 1, 4, 7


def _only(kind: int) -> Line:
    return Line(f"payments = [{kind}]")


_strmu_rows = {
    "Mortgage assistance only": _only(_MORTGAGE),
    "Rental assistance only": _only(_RENT),
    "Utility assistance only": _only(_UTILITY),
    "More than one type": Line("len(payments) > 1"),
    "Total households served": Line("is_served"),
    "Enrolled with no payment on record in the date range (not counted above)": Line("not is_served"),
    **{
        f"Expenditures for {kind} assistance, in dollars": Line(
            f"{column} > 0", "The payments (W2) on record in the date range.", measure=f"sum({column})"
        )
        for kind, column in {
            "mortgage": "paid_mortgage",
            "rental": "paid_rent",
            "utility": "paid_utilities",
        }.items()
    },
    "Served for the first time in this year": Line("is_served and is_first"),
    "Served in the year before too": Line("is_served and list_contains(years, 1)"),
    "Served in more than two of the last five years": Line("is_served and len(years) > 2"),
    "Served in each of the last five years": Line("is_served and len(years) = 5"),
}

STRMU = Table(
    code="STRMU",
    title="Short-Term Rent, Mortgage and Utility Assistance",
    source=f"{SPECIFICATION}, STRMU; HMIS Data Dictionary W2",
    corner="Households",
    where="scope = 'short-term payments'",
    words="By the payments (W2) of the household, each household once by its head. The years are those that end on the "
    "report's last day; payments of before the data begin are not known.",
    columns={"Households": Line()},
    rows=_strmu_rows,
)
