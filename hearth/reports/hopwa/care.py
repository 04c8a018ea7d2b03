"""Supportive services, and the households' access to care."""

from hearth.reports.hopwa.households import HAS_INCOME
from hearth.reports.hopwa.specification import NOT_HELD, SPECIFICATION, SUBSIDIES, empty_rows, not_held
from hearth.reports.table import Line, Table

_EACH = "Each household once, by its head. "
_SERVICES = {
    "Adult day care and personal assistance": 1,
    "Alcohol-drug abuse": 12,
    "Child care": 3,
    "Case management": 2,
    "Education": 5,
    "Employment assistance and training": 6,
    "Health/medical services": 8,
    "Legal services": 4,
    "Life skills management": 9,
    "Meals/nutritional services": 7,
    "Mental health services": 10,
    "Outreach": 11,
    "Transportation": 13,
    "Other": 14,
}

_service_rows = {
    **{label: Line(f"list_contains(services, {code})") for label, code in _SERVICES.items()},
    "Households with more than one type": Line("len(services) > 1"),
    "Households with any (each once)": Line("len(services) > 0"),
}
_EXPENDITURES = f"Expenditures ({NOT_HELD})"

SERVICES = Table(
    code="SERVICES",
    title="Supportive Services",
    source=f"{SPECIFICATION}, Supportive Services; HMIS Data Dictionary W1",
    corner="Service",
    where="scope = 'household'",
    words=f"{_EACH}A service of any member in the date range.",
    columns={"Households": Line(), _EXPENDITURES: Line("false")},
    rows=_service_rows,
    grey=frozenset(f"C{place}" for place in range(2, 2 + len(_service_rows))),
)

_access_rows = {
    **{
        f"Households in {label}": Line(f"list_contains(activities, '{activity}')")
        for label, activity in SUBSIDIES.items()
    },
    "Households in housing information services": Line("list_contains(activities, 'information')"),
    "Households with supportive services": Line("len(services) > 0"),
    **not_held("Households in other competitive activities"),
    "Total of housing subsidy assistance": Line(
        "subsidies > 0", "A household with two kinds counts twice.", measure="sum(subsidies)"
    ),
    "Households with more than one type of housing subsidy assistance": Line("subsidies > 1"),
    "Households with housing subsidy assistance (each once)": Line("subsidies > 0"),
    **not_held("Had contact with a case manager as the service plan says"),
    **not_held("Developed a housing plan"),
    "Had medical insurance or assistance": Line("subsidies > 0 and is_insured is true"),
    **not_held("Had contact with a primary health care provider"),
    "Had a source of income": Line(f"subsidies > 0 and {HAS_INCOME}"),
    "Had an income-producing job": Line("subsidies > 0 and earned is true"),
    "Had housing subsidy assistance and HOPWA-funded case management": Line(
        "subsidies > 0 and list_contains(services, 2)"
    ),
    "Had housing subsidy assistance and HOPWA supportive services": Line(
        "subsidies > 0 and len(services) > 0"
    ),
}

ACCESS = Table(
    code="ACCESS",
    title="Access to Care and Support",
    source=f"{SPECIFICATION}, Access to Care; HMIS Data Dictionary 4.02, 4.04, W1, W3",
    corner="Households",
    where="scope = 'household'",
    words=f"{_EACH}Income and insurance are asked of households with housing subsidy assistance, by the last answers "
    "in their latest stay. Housing subsidy assistance: TBRA, P-FBH, ST-TFBH, STRMU and PHP.",
    columns={"Households": Line()},
    rows=_access_rows,
    grey=empty_rows(_access_rows, "B"),
)
