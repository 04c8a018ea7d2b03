"""The standard's reasons as the explorer shows them. They are sentences of the standard and in English."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hearth.forms.build import CollectionForm, Question
from hearth.forms.words import translated
from hearth.hud.absence import Absent
from hearth.hud.collection import AskedField
from hearth.hud.sentence import in_words
from hearth.hud.standard import standard


@dataclass(frozen=True)
class Told:
    """A question with its reasons. `need` says in a word whether an answer is needed."""

    asked: AskedField
    question: Question | None
    text: str
    need: str
    column: str
    asked_if: str


@dataclass(frozen=True)
class ToldSection:
    """The questions under one heading."""

    heading: str
    rows: Sequence[Told]


@dataclass(frozen=True)
class NotAsked:
    """What a form leaves out: the number and name of the element, the question where only that one is left out."""

    number: str
    name: str
    question: str
    why: str


def sections(form: CollectionForm) -> list[ToldSection]:
    """Give the form's sections, each question with its reasons."""
    return [
        ToldSection(section.heading, [_told(each.asked, each) for each in section.questions])
        for section in form.sections()
    ]


def asked_rows(form: CollectionForm) -> list[Told]:
    """Give every question of the form with its reasons, in the order of the talk."""
    return [_told(branch.asked) for branch in form.branches]


def left_out_rows(left_out: Sequence[Absent], words: str) -> list[NotAsked]:
    """Give what is left out; with `words`, only what they name: a number, or a part of a name or a question."""
    rows = [
        NotAsked(
            number=each.element.number,
            name=translated(each.element.name),
            question=translated(each.question.text) if each.question else "",
            why=each.why,
        )
        for each in left_out
    ]
    wanted = words.casefold()
    return [row for row in rows if not wanted or _names(row, wanted)]


def answered(form: CollectionForm) -> list[tuple[str, str, Any]]:
    """Give what would be stored: row, column, value. Only of a valid form."""
    return [
        (_row_words(row.file, row.fixed), column, value)
        for row in form.rows()
        for column, value in row.values.items()
        if value is not None
    ]


def need_of(asked: AskedField) -> str:
    """Say in a word whether an answer is needed."""
    if asked.question.derived:
        return _("Asked and computed") if asked.question.one_way else _("Computed")
    if asked.recommended:
        return _("Recommended")
    return _("Needed") if asked.required else _("Optional")


def _told(asked: AskedField, question: Question | None = None) -> Told:
    condition = asked.ask_if
    return Told(
        asked=asked,
        question=question,
        text=translated(asked.question.text),
        need=need_of(asked),
        # A long name breaks at its point on a phone.
        column=asked.name.replace(".", ".\u200b"),
        asked_if=in_words(condition, standard(), asked.element) if condition else "",
    )


def _names(row: NotAsked, words: str) -> bool:
    return words == row.number.casefold() or words in row.name.casefold() or words in row.question.casefold()


def _row_words(file: str, fixed: Any) -> str:
    return ", ".join([file, *(f"{column} {code}" for column, code in fixed.items())])
