"""Say what a form does not ask, and why not: the other half of hearth.hud.collection."""

import dataclasses
import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hearth.hud.collection import (
    PersonFacts,
    ProjectFacts,
    asked,
    collection_year,
    facts,
    is_about,
    why_collected,
)
from hearth.hud.elements import Element, Question, elements
from hearth.hud.form_orders import form_orders
from hearth.hud.local import LocalRules
from hearth.hud.sentence import in_words, listed
from hearth.hud.standard import Standard, standard

# How a person would say the collection points (`at`).
POINTS = {
    "start": "project start",
    "update": "update",
    "annual": "annual assessment",
    "exit": "project exit",
    "post_exit": "after exit",
    "occurrence": "each time it happens",
    "profile": "the client's profile",
    "project": "the project's setup",
}


@dataclass(frozen=True)
class Absent:
    """Something that a form does not ask: a whole element, or one question of an element that it does ask."""

    element: Element
    question: Question | None
    why: str


def absent(
    stage: str,
    project: ProjectFacts,
    person: PersonFacts,
    on: datetime.date,
    local_rules: Sequence[LocalRules] = (),
) -> list[Absent]:
    """Give every element of the standard that the form leaves out, in the order of their numbers, with the reason.

    Questions that the project settles follow their element. Metadata is nobody's question and is not among them.
    Raises UnknownStage.
    """
    known = standard(collection_year(on))
    on_form: dict[str, list[Question]] = {}
    for field in asked(stage, project, person, on, local_rules):
        on_form.setdefault(field.element.number, []).append(field.question)
    values = facts(known, project, person)
    local = {each.element.number: each.element for rules in local_rules for each in rules.elements}
    found: list[Absent] = []
    for number, element in {**elements(known.year), **local}.items():
        if element.kind == "metadata":
            continue
        if number in on_form:
            found += (
                Absent(element, question, _why_closed(element, question, known))
                for question in element.questions
                if question not in on_form[number]
            )
        else:
            why = why_absent(element, stage, project, person, values, known, local_rules)
            found.append(Absent(element, None, why))
    return found


def why_absent(
    element: Element,
    stage: str,
    project: ProjectFacts,
    person: PersonFacts,
    values: Mapping[str, Any],
    known: Standard,
    local_rules: Sequence[LocalRules],
) -> str:
    """Say why a form does not ask an element: the first of retired, another moment, other projects, other people."""
    order = form_orders(known.year)[stage]
    if element.retired:
        return f"It is no longer asked (retired: {element.retired}); answers given before are kept."
    if order.point not in element.at:
        return f"It is asked at another moment: {listed([POINTS.get(each, each) for each in element.at])}."
    if why_collected(element, project, values, local_rules) is None:
        return " ".join(_why_not_here(element, project, known))
    if not is_about(element, known, values):
        return f"It is asked about {element.about}; this is {_said(person)}."
    forms = [each.title for each in form_orders(known.year).values() if _stands_on(element, each.sections)]
    return f"It stands on another form: {listed(forms)}."


def _why_closed(element: Element, question: Question, known: Standard) -> str:
    """A question that is closed by the project alone: its condition cannot come true here."""
    condition = question.ask_if
    return f"It is asked only if {in_words(condition, known, element)}." if condition else ""


def _why_not_here(element: Element, project: ProjectFacts, known: Standard) -> Iterator[str]:
    short = known.facts["project_type_short"].get(str(project.type), "unknown")
    labels = known.lists["2.06.1"].labels
    have = listed([labels.get(str(code), str(code)) for code in project.funders]) or "no funder"
    yield f"No rule asks for it in a project of type {short} with {have}."
    here = dataclasses.replace(project, funders=())
    values = facts(known, here, PersonFacts())
    wanting = [
        int(code)
        for code in labels
        if why_collected(element, dataclasses.replace(here, funders=(int(code),)), values, ())
    ]
    if wanting:
        yield f"In this type of project it would be asked with {listed(_named(wanting, known), ' or ')}."
    else:
        yield "No funder asks for it in this type of project."


def _named(funders: Sequence[int], known: Standard) -> list[str]:
    """Name funders, those of a whole group (HUD: ESG) by the group."""
    names, left = [], set(funders)
    for group, codes in known.facts["funder_components"].items():
        if len(codes) > 1 and left.issuperset(codes):
            names.append(known.facts["funder_component_names"][group])
            left -= set(codes)
    return names + [known.lists["2.06.1"].label(code) for code in funders if code in left]


def _said(person: PersonFacts) -> str:
    age = "of unknown age" if person.age is None else f"aged {person.age}"
    return f"{'the head of household' if person.is_head else 'another member'} {age}"


def _stands_on(element: Element, sections: Sequence[Any]) -> bool:
    return any(element.number in section.elements for section in sections)
