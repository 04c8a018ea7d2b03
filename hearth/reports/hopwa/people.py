"""Demographics: who makes a household eligible, who else is in it, and where the new ones stayed before."""

from hearth.reports.hopwa.specification import SPECIFICATION, in_groups
from hearth.reports.table import Line, Table

_RACES = {
    "Asian": "asian",
    "Asian & White": "asian white",
    "Black/African American": "black",
    "Black/African American & White": "black white",
    "American Indian/Alaskan Native": "native",
    "American Indian/Alaskan Native & Black/African American": "native black",
    "American Indian/Alaskan Native & White": "native white",
    "Native Hawaiian/Other Pacific Islander": "pacific",
    "White": "white",
}
_NO_ROW = ("", "eastern")
_AGES = {
    "Younger than 18": "age < 18",
    "18-30": "age between 18 and 30",
    "31-50": "age between 31 and 50",
    "51 or Older": "age >= 51",
}
_SEXES = {"Male": "sex = 1", "Female": "sex = 0"}


def _columns() -> dict[str, Line]:
    columns: dict[str, Line] = {}
    for also, ethnicity in {"": "true", "Of these Hispanic/Latina/o: ": "is_hispanic"}.items():
        for sex, is_sex in _SEXES.items():
            for age, is_age in _AGES.items():
                columns[f"{also}{sex} {age}"] = Line(f"({ethnicity}) and {is_sex} and {is_age}")
        columns[f"{also}Sex or age not known (no column in the workbook)"] = Line(
            f"({ethnicity}) and (coalesce(sex not in (0, 1), true) or age is null)"
        )
        columns[f"{also}Total"] = Line(ethnicity)
    return columns


def _rows() -> dict[str, Line]:
    named = [*_RACES.values(), *_NO_ROW]
    others = ", ".join(f"'{race}'" for race in named)
    return {
        **{label: Line(f"trim(races) = '{race}'") for label, race in _RACES.items()},
        "Other Multi-Racial": Line(f"trim(races) not in ({others})"),
        "Middle Eastern or North African alone, or no race told (no row in the workbook)": Line(
            f"trim(races) in ({', '.join(repr(race) for race in _NO_ROW)})"
        ),
        "Total": Line(),
    }


ELIGIBLE = Table(
    code="DEM-A",
    title="Demographics of HOPWA-Eligible Individuals",
    source=f"{SPECIFICATION}, Demographics; HMIS Data Dictionary 3.03, 3.04, 3.06, 4.08",
    corner="Race",
    where="scope = 'individual' and is_eligible",
    words="One person of each household: the head with HIV/AIDS, else the first other member with it, else the head. "
    "Each by the latest stay in the date range.",
    columns=_columns(),
    rows={**_rows(), "Of the total: HIV/AIDS on record (4.08)": Line("has_hiv")},
)

OTHERS = Table(
    code="DEM-B",
    title="Demographics of Other Household Members",
    source=f"{SPECIFICATION}, Demographics; HMIS Data Dictionary 3.03, 3.04, 3.06, 4.08",
    corner="Race",
    where="scope = 'individual' and not is_eligible",
    words="Everybody else in the households, each by the latest stay in the date range.",
    columns=_columns(),
    rows={
        **_rows(),
        "Of the total: HIV positive": Line("has_hiv"),
        "Of the total: HIV negative or unknown HIV status": Line("not has_hiv"),
    },
)

# 435 is a rental with a subsidy; 440 is the subsidy of housing for formerly homeless persons.
_FORMERLY_HOMELESS = "(living_situation = 426 or (living_situation = 435 and prior_subsidy = 440))"
_SITUATIONS = {
    "Place not meant for human habitation": (116,),
    "Emergency shelter": (101, 118),
    "Transitional housing for formerly homeless persons": (302, 327),
    "Psychiatric hospital or other psychiatric facility": (204,),
    "Substance abuse treatment facility or detox center": (205,),
    "Hospital (non-psychiatric facility)": (206,),
    "Foster care home or foster care group home": (215,),
    "Jail, prison, or a juvenile detention facility": (207,),
    "Rented room, apartment or house": (410, 435),
    "House that the person owned": (411, 421),
    "Staying at someone else's house": (312, 313, 335, 336, 422, 423),
    "Hotel or motel paid for by the person": (314,),
    "Not reported or not told": (8, 9, 99),
}
_OTHER = "Other"


def _prior() -> dict[str, Line]:
    found = in_groups("living_situation", _SITUATIONS, _OTHER)
    told = "living_situation is not null"
    unknown = "Not reported or not told"
    found[_OTHER] = f"{told} and {found[_OTHER]}"
    found[unknown] = f"(not ({told}) or {found[unknown]})"
    rows = {
        label: Line(f"not continues and {where} and {_FORMERLY_HOMELESS} is not true")
        for label, where in found.items()
    }
    return {
        "Continuing from the year before": Line("continues"),
        "New in the date range": Line("not continues"),
        **rows,
        "Permanent housing for formerly homeless persons": Line(f"not continues and {_FORMERLY_HOMELESS}"),
        "Of the new: chronically homeless": Line("not continues and is_chronic"),
        "Of the new: veterans": Line("not continues and is_veteran"),
    }


PRIOR = Table(
    code="PRIOR",
    title="Prior Living Situation of HOPWA-Eligible Individuals",
    source=f"{SPECIFICATION}, Prior Living Situation; HMIS Data Dictionary 3.917",
    corner="Prior living situation",
    where="scope = 'prior'",
    words="Eligible individuals in TBRA, P-FBH, ST-TFBH or PHP, by the latest such stay. New: the stay started in the "
    "date range. Who is not asked has the head's answer. Safe havens are with emergency shelters.",
    columns={"Count": Line()},
    rows=_prior(),
)
