"""Chronically homeless: yes, no or not known, and why, in plain sentences.

HUD: 24 CFR 578.3 "Chronically homeless" (final rule of 4 December 2015): a disability; homeless now; and so for twelve
months without a break, or on four occasions in three years that add up to twelve months. 578.103(a)(4): as a rule no
more than three of the twelve months may stand on the client's word alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from hearth.rules.homelessness.months_homeless import Homelessness, Month, Proof, first_of
from hearth.rules.homelessness.nights import NIGHTS_OF_A_BREAK, Spell

MONTHS_NEEDED = 12
OCCASIONS_NEEDED = 4
MONTHS_ON_OWN_WORD = 3


class Answer(Enum):
    """What can be said."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, to be translated, with %(name)s places for `values`."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chronic:
    """The answer, why, and which evidence would still be needed to show it (none where the answer is no)."""

    answer: Answer
    why: tuple[Said, ...]
    missing: tuple[Said, ...]
    months_in_a_row: int
    occasions: int


def chronic(known: Homelessness, disability: Answer) -> Chronic:
    """Follow the definition: where one part is surely not so the answer is no; where all are shown it is yes."""
    row = months_in_a_row(known)
    parts = (_disability(disability), _now(known), _long_enough(known, row))
    answers = [answer for answer, _why, _missing in parts]
    answer = next((one for one in (Answer.NO, Answer.NOT_KNOWN) if one in answers), Answer.YES)
    why = tuple(said for _answer, said, _missing in parts)
    missing = [said for _answer, _why, more in parts for said in more]
    if answer is Answer.YES:
        missing += _to_prove(known, row)
    return Chronic(answer, why, () if answer is Answer.NO else tuple(missing), len(row), len(known.occasions))


def months_in_a_row(known: Homelessness, *, with_unknown: bool = False) -> list[Month]:
    """Give the homeless months without a gap or a break up to now, the latest first.

    The present month need not be proved yet. `with_unknown` takes months of which nothing is known as homeless.
    """
    last_break = max((one.last for one in known.breaks if _is_over(one, known)), default=date.min)
    found = list[Month]()
    for place, month in enumerate(known.months):
        if month.last_day <= last_break:
            break
        if month.counts or (with_unknown and month.proof is Proof.UNKNOWN):
            found.append(month)
        elif place or month.proof is Proof.ELSEWHERE:
            break
    return found


def _is_over(one: Spell, known: Homelessness) -> bool:
    return known.last_homeless is not None and one.last < known.last_homeless


def _disability(disability: Answer) -> tuple[Answer, Said, list[Said]]:
    if disability is Answer.YES:
        return Answer.YES, Said("A disabling condition is on record."), []
    if disability is Answer.NO:
        return Answer.NO, Said("The record says that there is no disabling condition."), []
    missing = [Said("Whether there is a disabling condition (3.08), with a verification.")]
    return Answer.NOT_KNOWN, Said("It is not on record whether there is a disabling condition."), missing


def _now(known: Homelessness) -> tuple[Answer, Said, list[Said]]:
    last, elsewhere = known.last_homeless, known.elsewhere
    if elsewhere is not None and (last is None or elsewhere.last > last):
        day = {"day": elsewhere.first}
        if last is None or elsewhere.nights >= NIGHTS_OF_A_BREAK:
            return Answer.NO, Said("Not homeless since %(day)s.", day), []
        return (
            Answer.NOT_KNOWN,
            Said("Slept elsewhere on %(day)s.", day),
            [Said("Where the client sleeps now.")],
        )
    if last is None:
        return (
            Answer.NOT_KNOWN,
            Said("No homeless night is on record."),
            [Said("Where the client sleeps now.")],
        )
    values = {"day": last}
    month_before = first_of(first_of(known.today) - timedelta(days=1))
    if last >= month_before:
        return Answer.YES, Said("Homeless now: the last homeless night on record is %(day)s.", values), []
    why = Said("Nothing tells where the client sleeps since %(day)s.", values)
    return Answer.NOT_KNOWN, why, [Said("Where the client sleeps now.")]


def _long_enough(known: Homelessness, row: list[Month]) -> tuple[Answer, Said, list[Said]]:
    total, occasions = len(known.counted), len(known.occasions)
    values = {"row": len(row), "total": total, "occasions": occasions}
    if len(row) >= MONTHS_NEEDED:
        return Answer.YES, Said("Homeless for %(row)s months in a row.", values), []
    if occasions >= OCCASIONS_NEEDED and total >= MONTHS_NEEDED:
        text = "Homeless on %(occasions)s occasions in three years, %(total)s months together."
        return Answer.YES, Said(text, values), []
    unknown = [month for month in known.months if month.proof is Proof.UNKNOWN]
    in_a_row = len(months_in_a_row(known, with_unknown=True))
    if in_a_row >= MONTHS_NEEDED or (total + len(unknown) >= MONTHS_NEEDED and unknown):
        text = "Shown so far: %(row)s months in a row; %(occasions)s occasions with %(total)s months in three years."
        return Answer.NOT_KNOWN, Said(text, values), _to_be_long_enough(known, len(row))
    text = "Too short: %(row)s months in a row; %(occasions)s occasions with %(total)s months in three years."
    return Answer.NO, Said(text, values), []


def _to_be_long_enough(known: Homelessness, in_a_row: int) -> list[Said]:
    missing = []
    for first, last in known.gaps:
        text = (
            "Where the client slept from %(first)s to %(last)s: a night in a shelter or outside for each month, or a "
            "break of seven nights or more."
        )
        missing.append(Said(text, {"first": first, "last": last}))
    if in_a_row < MONTHS_NEEDED:
        text = "Proof of %(months)s more months in a row, or of four occasions with twelve months together."
        missing.append(Said(text, {"months": MONTHS_NEEDED - in_a_row}))
    return missing


def _to_prove(known: Homelessness, row: list[Month]) -> list[Said]:
    """Say what the proof still lacks where the answer is yes."""
    used = row if len(row) >= MONTHS_NEEDED else known.counted
    proved = [month for month in used if month.proof is Proof.THIRD_PARTY]
    missing = []
    lacking = MONTHS_NEEDED - MONTHS_ON_OWN_WORD - len(proved)
    if lacking > 0:
        text = (
            "Third-party proof (a record or a letter) for %(months)s more months: as a rule only three of the twelve "
            "may stand on the client's word."
        )
        missing.append(Said(text, {"months": lacking}))
    broken = [month for month in used if month.nights_of_break]
    if broken and len(used) - len(broken) < MONTHS_NEEDED:
        text = "Months that hold a break of seven nights or more: %(months)s. Your CoC may not count them."
        missing.append(Said(text, {"months": len(broken)}))
    return missing
