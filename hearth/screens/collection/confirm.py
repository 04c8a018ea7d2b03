"""Last time's answers, offered section by section: shown beside the questions and taken only when confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hearth.forms.build import CollectionForm, Section


@dataclass(frozen=True, slots=True)
class OfferedSection:
    """A section with its number, and the day of the last answers that could be confirmed; None where there are none."""

    number: int
    section: Section
    last: date | None


def sections(form: CollectionForm, last: Mapping[str, tuple[Any, date]]) -> list[OfferedSection]:
    """Give the form's sections; one whose questions have an answer already offers nothing."""
    found = []
    for number, section in enumerate(form.sections()):
        names = [(question.field.name, question.asked.name) for question in section.questions]
        days = [last[asked][1] for _field, asked in names if asked in last]
        is_answered = form.is_bound or any(form.initial.get(field) is not None for field, _asked in names)
        found.append(OfferedSection(number, section, max(days) if days and not is_answered else None))
    return found


def with_last_answers(
    form: CollectionForm, sent: Mapping[str, Any], last: Mapping[str, Any]
) -> dict[str, Any]:
    """Give what was typed so far, and the last answers of the section whose number was sent as `confirm`."""
    typed = {name: sent.get(name) for name in form.fields if sent.get(name) not in (None, "")}
    chosen = [str(number) for number, _section in enumerate(form.sections())]
    if sent.get("confirm") not in chosen:
        return typed
    section = form.sections()[int(sent["confirm"])]
    offered = {
        question.field.name: last[question.asked.name]
        for question in section.questions
        if question.asked.name in last
    }
    return {**offered, **typed}
