"""A household's questions as a grid: a row for each question, a cell for each member who is asked it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hearth.actions.stamp import person_name
from hearth.forms.build import CollectionForm, Question
from hearth.screens.collection.talks import Talk

# Each person is asked alone, and the answer is never given to all at once: domestic violence (4.11).
_ALONE = "4.11"
# Where somebody slept before (3.917): the head's answers go to the others by the section's own button only.
PRIOR_SITUATION = "3.917"


@dataclass(frozen=True, slots=True)
class Column:
    """One member: the talk, the form, the name, and how many questions were open when last saved."""

    talk: Talk
    form: CollectionForm
    name: str

    @property
    def key(self) -> str:
        return self.talk.enrollment.pk.hex  # type: ignore[no-any-return]


@dataclass(slots=True)
class GridRow:
    """One question across the household. `cells` has a place for each member: the question, or None."""

    label: str
    first: Question
    cells: list[tuple[Column, Question | None]]
    for_all: bool

    @property
    def is_for_all(self) -> bool:
        """Whether one answer may be given to everybody at once."""
        return self.for_all and sum(question is not None for _column, question in self.cells) > 1


@dataclass(slots=True)
class GridSection:
    """The rows under one heading; `last` is the day of the last answers that could be confirmed, if there are any."""

    number: int
    heading: str
    rows: list[GridRow] = field(default_factory=list)
    last: date | None = None
    copies_prior_situation: bool = False


def columns_of(talks: Sequence[Talk], forms: Sequence[CollectionForm]) -> list[Column]:
    """Put talks and forms together."""
    return [
        Column(talk, form, person_name(talk.enrollment.client))
        for talk, form in zip(talks, forms, strict=True)
    ]


def grid_of(columns: Sequence[Column]) -> list[GridSection]:
    """Give the sections of all forms, in the order of the talk; a question stands where the first form asks it."""
    sections: dict[str, dict[str, dict[str, Question]]] = {}
    for column in columns:
        for section in column.form.sections():
            rows = sections.setdefault(section.heading, {})
            asked = [(_key(question), question) for question in section.questions]
            _insert(rows, [key for key, _question in asked])
            for key, question in asked:
                rows[key][column.key] = question
    found = []
    for number, (heading, rows) in enumerate(sections.items()):
        one = GridSection(number, heading)
        for held in rows.values():
            first = next(iter(held.values()))
            cells = [(column, held.get(column.key)) for column in columns]
            one.rows.append(GridRow(str(first.field.label), first, cells, _for_all(first)))
        one.last = _last(columns, one)
        one.copies_prior_situation = _copies(one)
        found.append(one)
    return found


def confirmed(columns: Sequence[Column], number: str, sent: Mapping[str, Any]) -> None:
    """Take everybody's last answers of the section whose number was sent, into what is still open; store nothing."""
    sections = {str(section.number): section for section in grid_of(columns)}
    chosen = sections.get(number)
    for column in columns:
        last = column.talk.answers.last(column.talk.stage, column.talk.on)
        typed = typed_in(column.form, sent)
        offered = {
            question.field.name: last[question.asked.name][0]
            for row in (chosen.rows if chosen else [])
            for one, question in row.cells
            if one is column and question is not None and question.asked.name in last
        }
        column.form.initial = {**column.form.initial, **offered, **typed}


def copied(columns: Sequence[Column], sent: Mapping[str, Any]) -> None:
    """Give where the first person slept before (3.917) to everybody who is asked it, and keep all else as typed."""
    for column in columns:
        column.form.initial = {**column.form.initial, **typed_in(column.form, sent)}
    first = columns[0].form
    told = {
        branch.name: first.initial[branch.name]
        for branch in first.branches
        if branch.asked.element.number == PRIOR_SITUATION and first.initial.get(branch.name) not in (None, "")
    }
    for column in columns[1:]:
        asked = {
            branch.name for branch in column.form.branches if branch.asked.element.number == PRIOR_SITUATION
        }
        column.form.initial = {**column.form.initial, **{k: v for k, v in told.items() if k in asked}}


def typed_in(form: CollectionForm, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Give what was typed into a form that comes back for another reason than saving."""
    typed = {name: sent.get(form.add_prefix(name)) for name in form.fields}
    return {name: value for name, value in typed.items() if value not in (None, "")}


def _key(question: Question) -> str:
    return question.field.name


def _insert(rows: dict[str, dict[str, Question]], keys: Sequence[str]) -> None:
    """Let new rows stand behind the question that comes before them in their own form."""
    for place, key in enumerate(keys):
        if key in rows:
            continue
        order = list(rows)
        before = keys[place - 1] if place else ""
        at = order.index(before) + 1 if before in order else 0 if not place else len(order)
        order.insert(at, key)
        held = {one: rows.get(one, {}) for one in order}
        rows.clear()
        rows.update(held)


def _for_all(question: Question) -> bool:
    number = question.asked.element.number
    is_choice = bool(question.asked.choices) and not question.computed
    return is_choice and number not in (_ALONE, PRIOR_SITUATION)


def _last(columns: Sequence[Column], section: GridSection) -> date | None:
    days = []
    for column in columns:
        last = column.talk.answers.last(column.talk.stage, column.talk.on)
        asked = [
            question for row in section.rows for one, question in row.cells if one is column and question
        ]
        told = column.form.is_bound or any(
            column.form.initial.get(one.field.name) is not None for one in asked
        )
        if not told:
            days += [last[one.asked.name][1] for one in asked if one.asked.name in last]
    return max(days, default=None)


def _copies(section: GridSection) -> bool:
    rows = [row for row in section.rows if row.first.asked.element.number == PRIOR_SITUATION]
    return any(
        row.cells[0][1] is not None and any(question for _column, question in row.cells[1:]) for row in rows
    )
