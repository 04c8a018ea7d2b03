"""The quality of a name, a number and a birth date says what is there, and what is there says the quality.

HUD: 3.01.5, 3.02.2 and 3.03.2: 1 full, 2 approximate or partial, 8 doesn't know, 9 prefers not to answer, 99 not
collected. An answer beside 8, 9 or 99 contradicts it, and so does a 1 or 2 with nothing beside it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hearth.rules.facts import Broken, Severity

RULE = "client/quality_follows"
AT_ENTRY = Severity.STOP
FULL, PARTIAL, UNKNOWN = 1, 2, 8
_NO_ANSWER = (8, 9, 99)
_QUOTES = "\"'“”‘’"


def name_quality(first: str | None, last: str | None, said: int | None) -> int | None:
    """Give the quality of a name: as it was said, else what the parts tell. A nickname in quotes is partial."""
    if said is not None:
        return said
    parts = [part for part in (first, last) if part]
    if not parts:
        return None
    return FULL if len(parts) == 2 and not any(part[0] in _QUOTES for part in parts) else PARTIAL


def ssn_and_quality(ssn: str | None, said: int | None) -> tuple[str | None, int | None]:
    """Give the number and its quality: nine x are no number (doesn't know), some x make it partial."""
    if ssn is not None and set(ssn) == {"x"}:
        return None, said if said in _NO_ANSWER else UNKNOWN
    if ssn is None or said in _NO_ANSWER:
        return ssn, said
    if "x" in ssn:
        return ssn, PARTIAL
    return ssn, FULL if said is None else said


def birth_date_quality(born: date | None, said: int | None) -> int | None:
    """Give the quality of a birth date: as it was said, else full where there is a date."""
    return FULL if said is None and born is not None else said


def broken(answers: Mapping[str, Any]) -> dict[str, Broken]:
    """Give the breaches by the column that can mend each. `answers` are Client's columns, `ssn` in the clear."""
    found: dict[str, Broken] = {}
    name, name_said = answers.get("first_name") or answers.get("last_name"), answers.get("name_data_quality")
    if not name and name_said not in _NO_ANSWER:
        text = "Write what the person is called, or choose why there is no name."
        found["first_name"] = Broken(RULE, text)
    if name and name_said in _NO_ANSWER:
        text = "There is a name. Choose full or partial, or take the name out."
        found["name_data_quality"] = Broken(RULE, text)
    for column, quality, there, not_there in (
        (
            "ssn",
            "ssn_data_quality",
            "There is a number. Choose full or partial, or take the number out.",
            "Write the number, with an x for each digit that is not known, or choose why there is none.",
        ),
        (
            "dob",
            "dob_data_quality",
            "There is a birth date. Choose full or approximate, or take the date out.",
            "Write the birth date, or choose why there is none. 1 January of the likely year will do.",
        ),
    ):
        value, said = answers.get(column), answers.get(quality)
        if value and said in _NO_ANSWER:
            found[quality] = Broken(RULE, there)
        if not value and said in (FULL, PARTIAL):
            found[column] = Broken(RULE, not_there)
    return found
