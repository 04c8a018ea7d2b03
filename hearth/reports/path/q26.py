"""Q26: who the clients enrolled in PATH are."""

from hearth.reports.path.situations import PRIOR_SITUATIONS, in_group
from hearth.reports.path.specification import (
    ENROLLED,
    ENROLLED_WORDS,
    NOT_KNOWN,
    SPECIFICATION,
    answers,
    in_section,
)
from hearth.reports.performance.shared_lines import grey_cells
from hearth.reports.table import Line, Table

_YES_NO = {1: "Yes", 0: "No", **NOT_KNOWN}
_AGES = {
    "17 and under": "age <= 17",
    "18-23": "age between 18 and 23",
    "24-30": "age between 24 and 30",
    "31-40": "age between 31 and 40",
    "41-50": "age between 41 and 50",
    "51-61": "age between 51 and 61",
    "62+": "age >= 62",
}
_RACES = {
    1: "American Indian, Alaska Native, or Indigenous",
    2: "Asian or Asian American",
    3: "Black, African American, or African",
    6: "Hispanic/Latina/e/o",
    7: "Middle Eastern or North African",
    4: "Native Hawaiian or Pacific Islander",
    5: "White",
}
_LENGTHS = {
    10: "One night or less",
    11: "Two to six nights",
    2: "One week or more, but less than one month",
    3: "One month or more, but less than 90 days",
    4: "90 days or more but less than one year",
    5: "One year or longer",
    **NOT_KNOWN,
}


def _unknown(is_unknown: str, column: str) -> dict[str, str]:
    return {label: f"{is_unknown} and {column} = {code}" for code, label in NOT_KNOWN.items()}


def _prior_situations() -> dict[str, str]:
    rows: dict[str, str] = {}
    for group, situations in PRIOR_SITUATIONS.items():
        rows[group] = "false"
        conditions = in_group("living_situation", situations, PRIOR_SITUATIONS)
        rows |= {label: conditions[code] for code, label in situations.items()}
    return {**rows, "Total": "true"}


_ROWS: dict[str, Line] = {
    **in_section("26b. Age", {**_AGES, **_unknown("age is null", "age_unknown"), "Total": "true"}),
    **in_section(
        "26c. Race and Ethnicity",
        {
            **{label: f"list_contains(races, {code})" for code, label in _RACES.items()},
            **_unknown("len(races) = 0", "race_unknown"),
            "Total": "true",
        },
    ),
    **answers(
        "veteran",
        "26e. Veteran Status (adults only)",
        {1: "Veteran", 0: "Non-veteran", **NOT_KNOWN},
        "is_adult",
    ),
    **in_section(
        "26f. Co-occurring disorder",
        {
            "Co-occurring substance use disorder": "substance in (1, 2, 3)",
            "No co-occurring substance use disorder": "substance = 0",
            "Unknown": "coalesce(substance not in (0, 1, 2, 3), true)",
            "Total": "true",
        },
    ),
    **answers("soar", "26g. Connection with SOAR", _YES_NO),
    **in_section("26h. Prior Living Situation", _prior_situations()),
    **answers(
        "length_of_stay",
        "26i. Length of stay in prior living situation (emergency shelter or place not meant for human habitation "
        "only)",
        _LENGTHS,
        "living_situation in (101, 116)",
    ),
    **in_section(
        "26j. Chronically homeless (at project start)",
        {
            "Yes": "chronic = 'yes'",
            "No": "chronic = 'no'",
            "Unknown": "chronic not in ('yes', 'no')",
            "Total": "true",
        },
    ),
    **answers("violence", "26k. Survivor of Domestic Violence (adults only)", _YES_NO, "is_adult"),
    **in_section(
        "26l. Sex",
        {
            "Female": "sex = 0",
            "Male": "sex = 1",
            "Not available": "coalesce(sex not in (0, 1), true)",
            "Total": "true",
        },
    ),
}

Q26 = Table(
    code="Q26",
    title="Demographics",
    source=f"{SPECIFICATION}, Q26; HMIS Data Dictionary 3.03 to 3.07, 3.917, 4.10, 4.11, P4",
    corner="26. Demographics",
    where=ENROLLED,
    words=ENROLLED_WORDS,
    columns={
        "Of those with an active, enrolled PATH status during this reporting period, how many individuals are in each "
        "of the following categories?": Line()
    },
    rows=_ROWS,
    grey=grey_cells(
        "C", (place for place, line in enumerate(_ROWS.values(), start=2) if "(false)" in line.where)
    ),
    first_column=3,
)
