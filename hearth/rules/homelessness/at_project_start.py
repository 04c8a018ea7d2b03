"""Chronically homeless at project start, by what the client said then (3.08 and 3.917).

Source: HUD's reporting glossary, "CH at Project Start Flowchart". Reports ask the same of a whole data set in SQL
(hearth/reports/universe/chronic_own.sql); tests/agreement/test_chronic.py keeps the two alike.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

# ES entry/exit and night by night, street outreach, safe haven: the program is itself where homeless people are.
HOMELESS_PROJECTS = (0, 1, 4, 8)
_NOT_TOLD = (8, 9)
_YES, _NO = 1, 0


class Status(Enum):
    """The glossary's four answers; `NOT_TOLD` is "does not know" or "prefers not to answer"."""

    YES = "yes"
    NO = "no"
    NOT_TOLD = "not told"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Answers:
    """What was asked at project start. `has_condition`: 4.05 to 4.10 tell of a condition that disables."""

    project_type: int | None
    start: date
    has_condition: bool
    disabling_condition: int | None
    living_situation: int | None
    los_under_threshold: int | None
    previous_street_essh: int | None
    date_to_street_essh: date | None
    times_homeless: int | None
    months_homeless: int | None


def status(answers: Answers) -> Status:
    """Follow the chart from the top: a disability, the way from the street, then long enough."""
    for answer in (disabled(answers), _from_street(answers)):
        if answer is not Status.YES:
            return answer
    return _long_enough(answers)


def disabled(answers: Answers) -> Status:
    """Row 1. A condition that disables outweighs a stored no."""
    if answers.has_condition or answers.disabling_condition == _YES:
        return Status.YES
    if answers.disabling_condition == _NO:
        return Status.NO
    return Status.NOT_TOLD if answers.disabling_condition in _NOT_TOLD else Status.MISSING


def _from_street(answers: Answers) -> Status:
    """Rows 3, 9, 14 to 16 and 21 to 23."""
    if answers.project_type in HOMELESS_PROJECTS:
        return Status.YES
    if answers.living_situation is None:
        return Status.MISSING
    if 100 <= answers.living_situation <= 199:
        return Status.YES
    for answer in (answers.los_under_threshold, answers.previous_street_essh):
        if answer != _YES:
            return Status.NO if answer == _NO else Status.MISSING
    return Status.YES


def _long_enough(answers: Answers) -> Status:
    """Rows 4 to 6, 10 to 12, 17 to 19 and 24 to 26."""
    began, times, months = answers.date_to_street_essh, answers.times_homeless, answers.months_homeless
    if began is not None and began <= answers.start - timedelta(days=365):
        return Status.YES
    if times != 4:
        return _unanswered(times, no=(1, 2, 3))
    return Status.YES if months in (112, 113) else _unanswered(months, no=range(101, 112))


def _unanswered(answer: int | None, no: "tuple[int, ...] | range") -> Status:
    if answer in no:
        return Status.NO
    return Status.NOT_TOLD if answer in _NOT_TOLD else Status.MISSING
