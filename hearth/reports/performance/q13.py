"""Q13a1 to Q13c2: physical and mental health conditions at start, at exit and of stayers."""

from hearth.reports.performance.shared_lines import (
    GLOSSARY,
    HOUSEHOLD_TYPES,
    NOT_COLLECTED,
    NOT_TOLD,
    SPECIFICATION,
)
from hearth.reports.table import Line, Table
from hearth.reports.universe import boxes
from hearth.reports.universe.boxes import substance_use, ticked

_WITH_CHILDREN = "household_type = 'children and adults'"
_COLUMNS = {
    "Total Persons": Line(),
    "Without Children": HOUSEHOLD_TYPES["Without Children"],
    "Adults in HH with Children & Adults": Line(f"{_WITH_CHILDREN} and is_adult"),
    "Children in HH with Children & Adults": Line(f"{_WITH_CHILDREN} and is_child"),
    "With Only Children": HOUSEHOLD_TYPES["With Only Children"],
    "Unknown Household Type": Line(
        f"household_type = 'unknown' or ({_WITH_CHILDREN} and is_unknown_age)",
        "With people of unknown age in households with children and adults.",
    ),
}
_SOURCE = f"{GLOSSARY}: Active Clients, Age, Household Types"
_LATEST = "Active clients, each by the latest stay in the range."

# Each row is about the record at `{when}`: start, exit or latest.
CONDITIONS = {
    "Mental Health Disorder": ticked("{when}_conditions", boxes.CONDITIONS, 9),
    "Alcohol Use Disorder": substance_use("{when}_conditions", 1),
    "Drug Use Disorder": substance_use("{when}_conditions", 2),
    "Both Alcohol and Drug Use Disorders": substance_use("{when}_conditions", 3),
    "Chronic Health Condition": ticked("{when}_conditions", boxes.CONDITIONS, 7),
    "HIV/AIDS": ticked("{when}_conditions", boxes.CONDITIONS, 8),
    "Developmental Disability": ticked("{when}_conditions", boxes.CONDITIONS, 6),
    "Physical Disability": ticked("{when}_conditions", boxes.CONDITIONS, 5),
}
_NUMBERS = {
    "None": Line("coalesce({conditions}, 0) = 0 and disabling_condition = 0"),
    "1 Condition": Line("{conditions} = 1"),
    "2 Conditions": Line("{conditions} = 2", "Alcohol and drug use disorders together are two."),
    "3+ Conditions": Line("{conditions} >= 3"),
    "Condition Unknown": Line(
        "coalesce({conditions}, 0) = 0 and disabling_condition = 1",
        "Disabling condition (3.08) is yes, and none named.",
    ),
    NOT_TOLD: Line("coalesce({conditions}, 0) = 0 and disabling_condition in (8, 9)"),
    NOT_COLLECTED: Line(
        "coalesce({conditions}, 0) = 0 and coalesce(disabling_condition, 99) not in (0, 1, 8, 9)"
    ),
    "Total": Line(),
}


def _kinds(code: str, title: str, when: str, who: str, words: str) -> Table:
    return Table(
        code=code,
        title=f"Physical and Mental Health Conditions {title}",
        source=f"{SPECIFICATION}, {code}; {_SOURCE}",
        words=f"Only a definite yes counts. {words} {_LATEST}",
        where=f"scope = 'report' and {who}",
        columns=_COLUMNS,
        rows={label: Line(where.replace("{when}", when)) for label, where in CONDITIONS.items()},
    )


def _numbers(code: str, title: str, conditions: str, who: str, words: str) -> Table:
    return Table(
        code=code,
        title=f"Number of Conditions {title}",
        source=f"{SPECIFICATION}, {code}; {_SOURCE}",
        words=f"{words} {_LATEST}",
        where=f"scope = 'report' and {who}",
        columns=_COLUMNS,
        rows={
            label: Line(line.where.replace("{conditions}", f"bit_count({conditions})"), line.words)
            for label, line in _NUMBERS.items()
        },
    )


_START, _EXIT = "By the record of the project start.", "Leavers, by the record of the project exit."
Q13A1 = _kinds("Q13a1", "at Start", "start", "true", _START)
Q13B1 = _kinds("Q13b1", "at Exit", "exit", "is_leaver", _EXIT)
Q13C1 = _kinds(
    "Q13c1", "for Stayers", "latest", "not is_leaver", "Stayers, by the latest record up to the report's end."
)
Q13A2 = _numbers("Q13a2", "at Start", "start_conditions", "true", _START)
Q13B2 = _numbers("Q13b2", "at Exit", "exit_conditions", "is_leaver", _EXIT)
Q13C2 = _numbers(
    "Q13c2",
    "for Stayers",
    "counted_conditions",
    "not is_leaver",
    "Stayers, by the latest record of start, update or annual assessment up to the report's end.",
)
