"""Answers that follow from other answers: computed here for the form, recomputed on import as a check."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from hearth.hud.elements import elements
from hearth.hud.standard import standard

NO, YES = 0, 1

# Developmental disability and HIV/AIDS count by their nature; the others only where they last and impair.
_ALWAYS_LONG_TERM = frozenset({6, 8})
_SUBSTANCE_USE = 10
_GATES = {"4.02": "IncomeFromAnySource", "4.03": "BenefitsFromAnySource", "4.04": "InsuranceFromAnySource"}


class Disability(NamedTuple):
    """One row of 4.05-4.10: DisabilityType (1.3), DisabilityResponse, IndefiniteAndImpairs."""

    type: int
    response: int | None
    indefinite_and_impairs: int | None


def los_under_threshold(
    living_situation: int | None,
    length_of_stay: int | None,
    project_type: int | None,
    year: str = "fy2026",
) -> int | None:
    """Say whether the prior stay was short (3.917.2A and 2B): 1, 0, or None where that is not asked or not known.

    Short is under 90 days in an institution and under seven nights in temporary, permanent and other situations.
    Shelter, safe haven and outreach projects do not ask it, nor does a stay that was homeless itself. An unknown length
    gives None, never a made-up 99.
    """
    known = standard(year)
    if project_type in known.project_types("literally_homeless"):
        return None
    if length_of_stay not in known.sets["known_length"] or living_situation is None:
        return None
    group = known.situation_group(living_situation)
    if group == "homeless":
        return None
    threshold = "under_90_days" if group == "institutional" else "under_7_nights"
    return int(length_of_stay in known.sets[threshold])


def total_monthly_income(answers: Mapping[str, Any], year: str = "fy2026") -> Decimal | None:
    """Add up the monthly income (4.02) from an IncomeBenefits row's answers, in dollars.

    No income at all is 0. None where the person was not asked or did not say, or where a source that is there has no
    amount: a total that leaves one out would be wrong.
    """
    from_any = answers.get("IncomeFromAnySource")
    if from_any == NO:
        return Decimal(0)
    if from_any != YES:
        return None
    amounts = [
        answers.get(amount) for source, amount in income_sources(year).items() if answers.get(source) == YES
    ]
    if not amounts or any(amount is None for amount in amounts):
        return None
    return sum((Decimal(str(amount)) for amount in amounts), Decimal(0))


def income_sources(year: str = "fy2026") -> dict[str, str]:
    """Give the yes/no column of each income source (4.02) and the column of its monthly amount."""
    sources = {}
    for question in elements(year)["4.02"].questions:
        if question.column.endswith("Amount") and question.ask_if:
            (source,) = question.ask_if.names()
            sources[source] = question.column
    return sources


def implied_noes(answers: Mapping[str, Any], year: str = "fy2026") -> dict[str, int]:
    """Give the sources of 4.02, 4.03 and 4.04 that are a no because of the answers given, column -> 0.

    HUD has every source recorded as no when there is none at all, and lets a person name only the sources that are
    there: once one of them is a yes, those left open are a no. Nothing follows from "doesn't know" or no answer.
    """
    implied: dict[str, int] = {}
    for number, gate in _GATES.items():
        sources = [
            question.column
            for question in elements(year)[number].questions
            if question.ask_if and question.ask_if.holds({gate: YES})
        ]
        if answers.get(gate) == NO:
            implied.update(dict.fromkeys(sources, NO))
        elif answers.get(gate) == YES and any(answers.get(source) == YES for source in sources):
            implied.update({source: NO for source in sources if answers.get(source) is None})
    return implied


def is_disabling(disability: Disability) -> bool:
    """Say whether one answer of 4.05-4.10 makes a disabling condition (3.08)."""
    has_it = (1, 2, 3) if disability.type == _SUBSTANCE_USE else (1,)
    if disability.response not in has_it:
        return False
    return disability.type in _ALWAYS_LONG_TERM or disability.indefinite_and_impairs == YES


def disabling_condition(said: int | None, disabilities: Iterable[Disability] | None) -> int | None:
    """Give the Disabling Condition (3.08): yes where a qualifying disability is known, else what the client said.

    It goes one way. A yes that the client gave stands without any disability behind it, and no answer of 4.05-4.10
    turns it into a no. Keep what the client said apart: when a disability is corrected or deleted, the answer goes back
    to it (3.08, system logic). `disabilities` is None in projects that do not collect them: there it is only asked.
    """
    if disabilities is not None and any(map(is_disabling, disabilities)):
        return YES
    return said
