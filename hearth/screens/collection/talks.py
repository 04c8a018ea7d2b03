"""A talk with one person of a household: on which day, which questions, what was said so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date

from hearth.access.answers import ANNUAL, EXIT, START, AnswersOf
from hearth.access.household import HouseholdMember
from hearth.access.viewer import Viewer
from hearth.actions.collect import Answers
from hearth.forms.build import CollectionForm, LastAnswer
from hearth.forms.place import Place, build_in, place_of
from hearth.hud.collection import PersonFacts
from hearth.rules.client.age import age_on
from hearth.rules.collection.annual_window import Window, window_around
from hearth.screens.stages import STAGES

# Answered where the household is enrolled and exited: who is the head, from when, in which CoC; when and where to.
_SETTLED = {START: ("3.15", "3.10", "3.16"), EXIT: ("3.11", "3.12")}


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk with one person: the enrollment, their answers so far, the stage, the day, is it there already."""

    enrollment: Any
    answers: AnswersOf
    stage: int
    name: str
    on: date
    is_stored: bool


def talk_of(
    viewer: Viewer,
    enrollment: Any,
    household: list[HouseholdMember],
    name: str,
    asked_for: str,
    answers: AnswersOf | None = None,
) -> Talk:
    """Settle the day: of intake the start, of exit the exit, else the one asked for or today."""
    stage = STAGES[name]
    left_on = next(member.left_on for member in household if member.enrollment.pk == enrollment.pk)
    on = parse_date(asked_for) or min(viewer.today, left_on or viewer.today)
    if stage == START:
        on = enrollment.entry_date
    elif stage == EXIT and left_on is not None:
        on = left_on
    answers = answers or AnswersOf(viewer, enrollment)
    stored = {(one.stage, one.on) for one in answers.collections()}
    return Talk(enrollment, answers, stage, name, on, (stage, on) in stored)


def window_of(talk: Talk, household: list[HouseholdMember]) -> Window | None:
    """Give the days on which this annual assessment counts, by the head's start; None at the other stages."""
    if talk.stage != ANNUAL:
        return None
    heads = [one.enrollment.entry_date for one in household if one.enrollment.relationship_to_hoh == 1]
    return window_around(heads[0] if heads else talk.enrollment.entry_date, talk.on)


def form_of(
    viewer: Viewer,
    talk: Talk,
    data: Mapping[str, Any] | None = None,
    place: Place | None = None,
    **options: Any,
) -> CollectionForm:
    """Give the form of a talk. `place` spares its queries where it was read already; `options` are those of `build`."""
    client = talk.enrollment.client
    last = talk.answers.last(talk.stage, talk.on)
    person = PersonFacts(
        age=age_on(talk.on, client.dob),
        relationship=talk.enrollment.relationship_to_hoh,
        veteran=client.veteran_status,
    )
    return build_in(
        place or place_of(viewer, talk.enrollment.project, talk.on),
        talk.name,
        person,
        talk.on,
        data=data,
        answers=talk.answers.at(talk.stage, talk.on),
        last_answers={name: LastAnswer(value, on) for name, (value, on) in last.items()},
        settled=_SETTLED.get(talk.stage, ()),
        **options,
    )


def said_in(talk: Talk, form: CollectionForm) -> dict[str, Any]:
    """Give what hearth/actions/collect.py is to store of a valid form."""
    return {
        "enrollment": talk.enrollment,
        "stage": talk.stage,
        "on": talk.on,
        "answers": [Answers(row.file, row.fixed, row.values, row.local) for row in form.asked_rows()],
        "open_questions": len(form.todos),
    }
