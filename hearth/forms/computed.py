"""Answers that follow from others (hearth/hud/answers.py), by the fields of one form: for the server and the page."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from hearth.forms.branches import Branch, row_of
from hearth.forms.fields import NOTHING_FOLLOWS
from hearth.forms.words import translated
from hearth.hud.answers import (
    Disability,
    disabling_condition,
    implied_noes,
    income_sources,
    los_under_threshold,
    total_monthly_income,
)

_DISABILITIES = "Disabilities"


class Computed:
    """The computed answers of one form. `branches` are its fields, `project_type` that of its project."""

    def __init__(self, branches: Sequence[Branch], project_type: int | None) -> None:
        self._project_type = project_type
        self._branches = branches
        self._columns: dict[str, dict[str, str]] = defaultdict(dict)
        for branch in branches:
            if not branch.asked.fixed:
                self._columns[branch.row[0]].setdefault(branch.asked.question.column, branch.name)

    def answers(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """Give the computed answers by field, from what was said by field. The client's own yes is not among them."""
        found: dict[str, Any] = {}
        for branch in self._branches:
            match branch.asked.question.derived:
                case "los_under_threshold":
                    stay = self._row("Enrollment", said)
                    found[branch.name] = los_under_threshold(
                        stay.get("LivingSituation"), stay.get("LengthOfStay"), self._project_type
                    )
                case "total_monthly_income":
                    found[branch.name] = total_monthly_income(
                        {**self._row("IncomeBenefits", said), **self.noes(said)}
                    )
        return found

    def noes(self, said: Mapping[str, Any]) -> dict[str, int]:
        """Give the sources of income, benefits and insurance that are a no by the other answers, by column."""
        columns = self._columns.get("IncomeBenefits", {})
        implied = implied_noes(self._row("IncomeBenefits", said))
        return {column: value for column, value in implied.items() if column in columns}

    def noes_by_field(self, said: Mapping[str, Any]) -> dict[str, int]:
        """Give the same by field."""
        columns = self._columns.get("IncomeBenefits", {})
        return {columns[column]: value for column, value in self.noes(said).items()}

    def disabling_condition(self, said: Mapping[str, Any]) -> tuple[str, Any, str] | None:
        """Give field, answer and reason of Disabling Condition (3.08), None where the form does not ask it.

        The reason names what made it a yes; it is empty where the client's own answer stands.
        """
        name = self._columns.get("Enrollment", {}).get("DisablingCondition")
        if name is None:
            return None
        disabilities = self._disabilities(said)
        answer = disabling_condition(said.get(name), disabilities.values() if disabilities else None)
        makes_it = [
            words for words, each in disabilities.items() if disabling_condition(None, [each]) is not None
        ]
        return name, answer, ", ".join(makes_it) if answer != said.get(name) else ""

    def page_rule(self, branch: Branch, on_page: Callable[[str], str]) -> dict[str, Any] | None:
        """Give how the page computes a field, as JSON: cases of the two answers before it, or a sum of amounts.

        `on_page` gives the name that a field has on the page.
        """
        match branch.asked.question.derived:
            case "los_under_threshold":
                return self._cases("Enrollment", branch, on_page)
            case "total_monthly_income":
                columns = {column: on_page(name) for column, name in self._columns["IncomeBenefits"].items()}
                return {
                    "gate": columns["IncomeFromAnySource"],
                    "parts": [
                        [columns[source], columns[amount]] for source, amount in income_sources().items()
                    ],
                }
        return None

    def _cases(self, file: str, branch: Branch, on_page: Callable[[str], str]) -> dict[str, Any]:
        """Ask the calculation itself for every pair of answers, so that the page cannot say anything else."""
        columns = self._columns[file]
        situation, length = columns["LivingSituation"], columns["LengthOfStay"]
        offered = {each.name: each.asked.choices for each in self._branches}
        stays, places = ([int(code) for code, _label in offered[name]] for name in (length, situation))
        by_length: dict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
        for stay in stays:
            groups: dict[int, list[int]] = defaultdict(list)
            for place in places:
                answer = los_under_threshold(place, stay, self._project_type)
                if answer is not None:
                    groups[answer].append(place)
            for answer, group in groups.items():
                by_length[answer, tuple(group)].append(stay)
        words = dict(branch.asked.choices)
        return {
            "cases": [
                [
                    answer,
                    translated(words.get(str(answer), str(answer))),
                    ["and", _within(on_page(situation), group), _within(on_page(length), lengths)],
                ]
                for (answer, group), lengths in by_length.items()
            ]
        }

    def _row(self, file: str, said: Mapping[str, Any]) -> dict[str, Any]:
        return {column: said.get(name) for column, name in self._columns.get(file, {}).items()}

    def _disabilities(self, said: Mapping[str, Any]) -> dict[str, Disability]:
        """Give the disabilities (4.05-4.10) on the form, words -> answers."""
        rows: dict[str, dict[str, Any]] = defaultdict(dict)
        types = {}
        for branch in self._branches:
            if branch.row[0] == _DISABILITIES and branch.asked.element.number.startswith("4."):
                rows[translated(branch.asked.element.name)][branch.asked.question.column] = said.get(
                    branch.name
                )
                types[translated(branch.asked.element.name)] = dict(row_of(branch.asked)[1])["DisabilityType"]
        return {
            words: Disability(types[words], row.get("DisabilityResponse"), row.get("IndefiniteAndImpairs"))
            for words, row in rows.items()
        }


def in_words(branch: Branch, value: Any) -> str:
    """Give a computed answer as the page shows it."""
    if value is None:
        return NOTHING_FOLLOWS
    if isinstance(value, Decimal):
        return f"{value:.2f}".removesuffix(".00")
    return translated(dict(branch.asked.choices).get(str(value)) or str(value))


def why_yes(reason: str) -> str:
    """Say why the client counts as having a disabling condition though they did not say so."""
    return _("Counted as yes because of: %(reason)s. What the client said is kept.") % {"reason": reason}


def _within(name: str, codes: Sequence[int]) -> list[Any]:
    return ["in", {"places": [name]}, list(codes)]
