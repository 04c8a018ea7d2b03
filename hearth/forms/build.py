"""Build the form that HUD asks for here: a stage, a project, a person, a day.

    form = build("start", ProjectFacts(type=13), [3], PersonFacts(age=34, relationship=1), on, data=request.POST)
    if form.is_valid():        # only the shape can be wrong
        form.rows()            # what to store, by file and row
        form.todos             # what HUD asks for and nobody has answered yet
        form.cleared           # what was answered and is not asked

Its fields are those of `hearth.hud.collection.asked`, in that order. `<c-questions :form="form" />` shows it.
"""

import dataclasses
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearth.forms.branches import Branch, open_fields, page_condition, places_in
from hearth.forms.computed import Computed, in_words, why_yes
from hearth.forms.fields import ComputedField, field_for, is_tick, page_kind
from hearth.forms.words import translated
from hearth.hud.collection import AskedField, PersonFacts, ProjectFacts, asked
from hearth.hud.local import LocalRules


@dataclass(frozen=True)
class LastAnswer:
    """What was said the last time, and when: shown beside the question, never taken without asking."""

    value: Any
    on: date


@dataclass(frozen=True)
class Question:
    """One question as the page shows it. `ask_if` and `computed` are JSON for conditions.js, empty where none."""

    field: BoundField
    asked: AskedField
    kind: str
    ask_if: str
    computed: str
    # The whole element's name, help and example, at its first question only.
    element_name: str
    help: str
    example: str
    # What the ticks of one list have in common, for the line above them; empty for any other question.
    ticks: str
    # The question's own help, where the field does not bring it: in a grid it stands once for all people.
    own_help: str = ""


@dataclass(frozen=True)
class Section:
    """The questions under one heading."""

    heading: str
    questions: Sequence[Question]


@dataclass(frozen=True)
class Notice:
    """Something to say about one question that does not stop the form: a to-do, or an answer that was left out."""

    name: str
    label: str
    message: str


@dataclass(frozen=True)
class AnswerRow:
    """Answers for one row: a HUD file (a local element's number where `local`), its fixed values, the columns."""

    file: str
    fixed: Mapping[str, int]
    values: Mapping[str, Any]
    local: bool


def build(
    stage: str,
    project: ProjectFacts,
    funders: Sequence[int],
    person: PersonFacts,
    on: date,
    *,
    data: Mapping[str, Any] | None = None,
    answers: Mapping[str, Any] | None = None,
    last_answers: Mapping[str, LastAnswer] | None = None,
    local_rules: Sequence[LocalRules] = (),
    settled: Collection[str] = (),
    prefix: str | None = None,
    compact: bool = False,
) -> "CollectionForm":
    """Build the form of a stage for a person in a project.

    `funders` are the codes (2.06.1) of the grants in force on the day. `answers` are those already stored in this very
    collection, `last_answers` those of an earlier one; both by `AskedField.name`. `settled` names elements that are
    answered elsewhere (who is the head, when the stay began) and are not asked again. `prefix` tells the forms of one
    page apart; `compact` is the form of one member in a household's grid. Raises UnknownStage.
    """
    here = dataclasses.replace(project, funders=tuple(funders))
    fields = [
        each for each in asked(stage, here, person, on, local_rules) if each.element.number not in settled
    ]
    return CollectionForm(
        data,
        fields=fields,
        project=here,
        answers=answers,
        last_answers=last_answers,
        prefix=prefix,
        compact=compact,
    )


class CollectionForm(forms.Form):
    """The questions of one stage. Made by `build`."""

    # A hidden question cannot be filled in; the server tells what is missing.
    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        fields: Sequence[AskedField],
        project: ProjectFacts,
        answers: Mapping[str, Any] | None,
        last_answers: Mapping[str, LastAnswer] | None,
        prefix: str | None = None,
        compact: bool = False,
    ) -> None:
        super().__init__(data, prefix=prefix)
        self._compact = compact
        self.branches = _named(fields)
        self._computed = Computed(self.branches, project.type)
        # The fields that the answers call for; of a form with data, once it was cleaned.
        self.open_names: frozenset[str] = frozenset()
        self.cleared: list[Notice] = []
        self.todos: list[Notice] = []
        self.noted: list[Notice] = []
        self.said_disabling_condition: int | None = None
        self._rows: list[AnswerRow] = []
        for branch in self.branches:
            last = (last_answers or {}).get(branch.asked.name)
            self.fields[branch.name] = field_for(
                branch.asked, _last_words(branch, last) if compact else _help(branch, last), compact=compact
            )
            if answers and branch.asked.name in answers:
                self.initial[branch.name] = answers[branch.asked.name]
        self._show_computed({branch.name: self.initial.get(branch.name) for branch in self.branches})

    def sections(self) -> list[Section]:
        """Give the questions by heading, in the order of the talk."""
        grouped = groupby(self._questions(), key=lambda each: each.asked.section)
        return [Section(translated(heading), list(questions)) for heading, questions in grouped]

    def rows(self) -> Sequence[AnswerRow]:
        """Give what was answered, row by row, computed and implied answers included. Only of a valid form."""
        return [row for row in self._rows if any(value is not None for value in row.values.values())]

    def asked_rows(self) -> Sequence[AnswerRow]:
        """Give the same with the rows that nobody answered: what a correction may have to empty."""
        return tuple(self._rows)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        said = {each.name: cleaned.get(each.name) for each in self.branches if not self._is_computed(each)}
        is_open = open_fields(self.branches, said, self._computed.answers)
        self.open_names = frozenset(is_open)
        self._leave_out(said, is_open)
        noes = self._computed.noes_by_field(said)
        self._settle(said, is_open, noes)
        cleaned.update(said)
        self.todos = [
            Notice(each.name, translated(each.asked.question.text), _("Still to be asked."))
            for each in self.branches
            if each.name in is_open and each.asked.required and said.get(each.name) is None
        ]
        self._rows = _rows(self.branches, {**said, **noes})
        return cleaned

    def _leave_out(self, said: dict[str, Any], is_open: set[str]) -> None:
        """Take out answers to questions that are not asked, right or wrong, and say so."""
        for branch in self.branches:
            if branch.name in is_open or self._is_computed(branch):
                continue
            if said.get(branch.name) is not None or branch.name in self.errors:
                message = _("Left out, because other answers say that this is not asked.")
                self.cleared.append(Notice(branch.name, translated(branch.asked.question.text), message))
            said[branch.name] = None
            self.errors.pop(branch.name, None)

    def _settle(self, said: dict[str, Any], is_open: set[str], noes: Mapping[str, int]) -> None:
        """Add what follows from the answers: noes, totals, the short stay, and the one-way yes."""
        for name, answer in noes.items():
            if name in is_open and said.get(name) is None:
                said[name] = answer
                label = self.fields[name].label
                self.noted.append(Notice(name, str(label), _("Counted as no: other sources were named.")))
        computed = {
            name: answer if name in is_open else None for name, answer in self._computed.answers(said).items()
        }
        said.update(computed)
        self._show_computed(said)
        if disabling := self._computed.disabling_condition(said):
            name, answer, reason = disabling
            self.said_disabling_condition = said.get(name)
            said[name] = answer
            if reason:
                self.noted.append(Notice(name, str(self.fields[name].label), why_yes(reason)))

    def _show_computed(self, said: Mapping[str, Any]) -> None:
        answers = self._computed.answers(said)
        for branch in self.branches:
            field = self.fields[branch.name]
            if isinstance(field, ComputedField):
                field.words = in_words(branch, answers.get(branch.name))

    def _is_computed(self, branch: Branch) -> bool:
        return isinstance(self.fields[branch.name], ComputedField)

    def _questions(self) -> Iterator[Question]:
        places = places_in(self.branches)
        told: set[str] = set()
        for branch in self.branches:
            element, condition = branch.asked.element, branch.asked.ask_if
            rule = self._computed.page_rule(branch, self.add_prefix)
            is_first = element.number not in told
            told.add(element.number)
            tree = condition and page_condition(
                condition,
                lambda name, row=branch.row: [self.add_prefix(each) for each in places(row, name)],  # type: ignore[misc]
            )
            yield Question(
                field=self[branch.name],
                asked=branch.asked,
                kind=page_kind(branch.asked),
                ask_if=json.dumps(tree) if tree else "",
                computed=json.dumps(rule) if rule else "",
                element_name=translated(element.name) if is_first else "",
                help=translated(element.help) if is_first else "",
                example=translated(element.example) if is_first else "",
                ticks=translated(element.name) if is_tick(branch.asked) else "",
                own_help=translated(branch.asked.question.help) if self._compact else "",
            )


def _named(fields: Sequence[AskedField]) -> list[Branch]:
    """Give each field a name that HTML can use; where a column has two questions, they are numbered."""
    branches: list[Branch] = []
    taken: set[str] = set()
    for each in fields:
        name = plain = re.sub(r"\W+", "_", each.name).strip("_")
        number = 1
        while name in taken:
            number += 1
            name = f"{plain}_{number}"
        taken.add(name)
        branches.append(Branch(name, each))
    return branches


def _help(branch: Branch, last: LastAnswer | None) -> str:
    parts = (translated(branch.asked.question.help), _last_words(branch, last))
    return " ".join(part for part in parts if part)


def _last_words(branch: Branch, last: LastAnswer | None) -> str:
    if last is None or last.value is None:
        return ""
    value = last.value
    words = (
        date_format(value)
        if isinstance(value, date)
        else translated(dict(branch.asked.choices).get(str(value)) or str(value))
    )
    return _("Last time: %(answer)s, %(day)s.") % {"answer": words, "day": date_format(last.on)}


def _rows(branches: Sequence[Branch], answers: Mapping[str, Any]) -> list[AnswerRow]:
    """Put the answers together by row. Of two questions about one column, the open one has the answer."""
    rows: dict[Any, AnswerRow] = {}
    for branch in branches:
        asked_field = branch.asked
        is_own = not asked_field.question.file
        row = rows.setdefault(branch.row, AnswerRow(branch.row[0], dict(asked_field.fixed), {}, local=is_own))
        answer = answers.get(branch.name)
        values: dict[str, Any] = dict(row.values)
        if answer is not None or asked_field.question.column not in values:
            values[asked_field.question.column] = answer
        rows[branch.row] = dataclasses.replace(row, values=values)
    return list(rows.values())
