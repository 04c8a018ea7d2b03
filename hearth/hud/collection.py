"""Say which questions a form asks, and why each of them is there.

    asked("start", ProjectFacts(type=3, funders=(2,)), PersonFacts(age=34, relationship=1), on)

gives the intake of the head of household in a CoC-funded permanent supportive housing project, field by field.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from hearth.hud.condition import Condition, condition
from hearth.hud.elements import (
    Collected,
    Element,
    Question,
    code_list_of,
    column_of,
    elements,
    offered,
)
from hearth.hud.form_orders import FormOrder, form_orders
from hearth.hud.local import LocalRules
from hearth.hud.standard import CodeList, Column, Standard, in_force, standard, years

ADULT_AGE = 18


class UnknownStage(ValueError):
    """There is no form of that name; the message lists those that there are."""


@dataclass(frozen=True)
class ProjectFacts:
    """What decides a form about its project, on the information date.

    `funders` are the codes (2.06.1) of the grants in force; `access_point` comes from 2.09.
    """

    type: int | None = None
    funders: tuple[int, ...] = ()
    rrh_subtype: int | None = None
    access_point: bool = False
    residential_affiliation: bool = False


@dataclass(frozen=True)
class PersonFacts:
    """What decides a form about its person: age in years, relationship (3.15.1) and veteran status (3.07), or None."""

    age: int | None = None
    relationship: int | None = None
    veteran: int | None = None

    @property
    def is_adult(self) -> bool:
        """Whether adult questions are asked. A person of unknown age is asked what an adult is asked, here only."""
        return self.age is None or self.age >= ADULT_AGE

    @property
    def is_head(self) -> bool:
        return self.relationship == 1


@dataclass(frozen=True)
class AskedField:
    """One field of a form.

    `ask_if` is what is still open: a condition on other answers, never on the project, which is settled. `choices` are
    the answers offered, (code, label). `required` says whether the collection is complete without it, which is not
    what the CSV says about nulls. `local` marks what HUD does not ask for here. `source` is the file and line of the
    rule that put the field here (`fy2026/elements/4.02.toml:11`). Names in `ask_if` are columns of the field's own row:
    of its file and its `fixed` values.
    """

    element: Element
    question: Question
    section: str
    column: Column | None
    code_list: CodeList | None
    choices: tuple[tuple[str, str], ...]
    ask_if: Condition | None
    required: bool
    recommended: bool
    local: bool
    reason: str
    source: str

    @property
    def fixed(self) -> Mapping[str, int]:
        """The values by which the row is known in a long file, such as {"DisabilityType": 5}."""
        return self.element.fixed

    @property
    def name(self) -> str:
        """The field's name, the same for every form: file, fixed values and column.

        Two fields share a name where earlier answers decide the question (SubTypeProvided of V2, SubsidyInformation of
        W5); they are never open together.
        """
        row = "".join(f"[{column}={code}]" for column, code in self.element.fixed.items())
        return f"{self.question.file or self.element.number}{row}.{self.question.column}"


@dataclass(frozen=True)
class Why:
    """Why an element is on a form: the rule that holds and the funders that wanted it."""

    rule: Collected | None
    funders: tuple[int, ...]
    local: str = ""
    path: str = ""


def collection_year(on: datetime.date) -> str:
    """Give the year whose forms are used for an information date.

    It is the year in force, but answers dated before the oldest forms that are held take those: the columns of older
    forms are gone, and HUD had open and past records moved to the new year.
    """
    held = [year for year in years() if form_orders(year)]
    return max(in_force(on), held[0])


def stages(year: str = "fy2026") -> tuple[str, ...]:
    """Give the names of the forms: start, update, annual, exit, post_exit, service and so on."""
    return tuple(form_orders(year))


def asked(
    stage: str,
    project: ProjectFacts,
    person: PersonFacts,
    on: datetime.date,
    local_rules: Sequence[LocalRules] = (),
) -> list[AskedField]:
    """Give the fields of a form in the order of the talk, each with the reason why it is there.

    `on` is the information date; it decides which year's forms are used. Raises UnknownStage.
    """
    year = collection_year(on)
    known = standard(year)
    order = form_orders(year).get(stage)
    if order is None:
        raise UnknownStage(f"no form {stage!r}; there are {', '.join(form_orders(year))}")
    values = facts(known, project, person)
    fields: list[AskedField] = []
    for heading, element in _elements_of(order, elements(year), local_rules):
        why = why_collected(element, project, values, local_rules)
        if why and is_about(element, known, values):
            reason = _reason(element, why, known, project, person)
            fields += _fields(element, heading, why, reason, known, values)
    return fields


def asked_of_project(numbers: Sequence[str], project: ProjectFacts, on: datetime.date) -> list[AskedField]:
    """Give the fields of project descriptors (2.01 to 2.09) in the order of `numbers`, under the element's name.

    Questions about rows of another file (2.02.C is a row of Affiliation) are left out: they have a form of their own.
    """
    year = collection_year(on)
    known = standard(year)
    person = PersonFacts()
    values = facts(known, project, person)
    fields: list[AskedField] = []
    for element in (elements(year)[number] for number in numbers):
        why = Why(None, ())
        reason = _reason(element, why, known, project, person)
        fields += [
            each
            for each in _fields(element, element.name, why, reason, known, values)
            if each.question.file == element.file
        ]
    return fields


def facts(known: Standard, project: ProjectFacts, person: PersonFacts) -> dict[str, Any]:
    """Give the names that conditions use for a project and a person, with their values."""
    labels = {name: None for funder in project.funders for name in known.components(funder)}
    return {
        # An answer of the profile, given before the stay's forms are opened (V1 asks veterans).
        "VeteranStatus": person.veteran,
        "project.type": project.type,
        "project.funders": tuple(labels),
        "project.rrh_subtype": project.rrh_subtype,
        "project.access_point": int(project.access_point),
        "project.residential_affiliation": int(project.residential_affiliation),
        "person.age": person.age,
        "person.is_adult": int(person.is_adult),
        "person.is_head": int(person.is_head),
        "person.is_veteran": int(person.veteran == 1),
    }


def _elements_of(
    order: FormOrder, known: Mapping[str, Element], local_rules: Sequence[LocalRules]
) -> Iterator[tuple[str, Element]]:
    """Give (heading, element) in the form's order; a local question follows HUD's under its heading."""
    own = [each for rules in local_rules for each in rules.elements if order.point in each.element.at]
    headings = [section.heading for section in order.sections]
    for section in order.sections:
        yield from ((section.heading, known[number]) for number in section.elements)
        yield from ((section.heading, each.element) for each in own if each.heading == section.heading)
    if order.point != "occurrence":
        yield from ((each.heading, each.element) for each in own if each.heading not in headings)


def why_collected(
    element: Element, project: ProjectFacts, values: Mapping[str, Any], local_rules: Sequence[LocalRules]
) -> Why | None:
    """Find what wants the element here: HUD's rules first, required before recommended, then local ones."""
    own = next(
        (rules.name for rules in local_rules for each in rules.elements if each.element == element), ""
    )
    if not element.collected:
        return Why(None, (), own)
    if why := _first(element.collected, project, values):
        return Why(why.rule, why.funders, own)
    for rules in local_rules:
        here = tuple(each.rule for each in rules.additions if each.element == element.number)
        if why := _first(here, project, values):
            return Why(why.rule, why.funders, rules.name, rules.path)
    return None


def _first(rules: Iterable[Collected], project: ProjectFacts, values: Mapping[str, Any]) -> Why | None:
    """Find the first rule that holds, a required one before a recommended one, with every funder that wants it."""
    found: Why | None = None
    for rule in sorted(rules, key=lambda each: each.recommended):
        funders = _funders(rule, project, values)
        if funders is None or (found and found.rule and found.rule.recommended != rule.recommended):
            continue
        found = Why(found.rule, found.funders + funders) if found else Why(rule, funders)
    return found and Why(found.rule, tuple(dict.fromkeys(found.funders)))


def _funders(rule: Collected, project: ProjectFacts, values: Mapping[str, Any]) -> tuple[int, ...] | None:
    """Give the project's funders for which a rule holds, () where it does not speak of funders, None for no."""
    if rule.when is None:
        return ()
    if "funder" not in rule.when.names():
        return () if rule.when.holds(values) else None
    return tuple(code for code in project.funders if rule.when.holds({**values, "funder": code})) or None


def is_about(element: Element, known: Standard, values: Mapping[str, Any]) -> bool:
    text = known.facts["about"].get(element.about)
    return not text or _read(text).holds(values)


_read = cache(condition)


def _fields(
    element: Element, heading: str, why: Why, reason: str, known: Standard, values: Mapping[str, Any]
) -> Iterator[AskedField]:
    recommended = bool(why.rule and why.rule.recommended)
    for question in element.questions:
        open_condition = question.ask_if.given(values) if question.ask_if else True
        if open_condition is False:
            continue
        yield AskedField(
            element=element,
            question=question,
            section=heading,
            column=column_of(question, known),
            code_list=code_list_of(element, question, known),
            choices=offered(element, question, known),
            ask_if=None if open_condition is True else open_condition,
            required=question.required and not recommended and (question.one_way or not question.derived),
            recommended=recommended,
            local=bool(why.local),
            reason=reason,
            source=_source(element, question, why),
        )


def _source(element: Element, question: Question, why: Why) -> str:
    """Give file and line of what put a field here: the rule, or the question where every project asks it."""
    if why.path:
        return why.path
    line = why.rule.line if why.rule else question.line
    return f"{element.path}:{line}" if line else element.path


def _reason(element: Element, why: Why, known: Standard, project: ProjectFacts, person: PersonFacts) -> str:
    """Say why an element is here: who wants it, for which project type, and about whom."""
    parts = [f"local rule of {why.local}"] if why.local else []
    parts += _wanted_by(why, known, project)
    text = f"because {' and '.join(parts)}"
    if why.rule and why.rule.recommended:
        text += ", recommended, not required"
    if why.rule and why.rule.note:
        text += f" ({why.rule.note})"
    return f"{text}; {_about(element, known, person)}" if element.about in known.facts["about"] else text


def _wanted_by(why: Why, known: Standard, project: ProjectFacts) -> Iterator[str]:
    names = why.rule.when.names() if why.rule and why.rule.when else frozenset()
    if why.funders:
        labels = known.lists["2.06.1"]
        named = [f"{labels.label(code)} ({code})" for code in why.funders]
        yield ("funder " if len(named) == 1 else "funders ") + ", ".join(named)
    if "project.type" in names:
        short = known.facts["project_type_short"].get(str(project.type), "none")
        yield f"project type {short} ({project.type})"
    if "project.access_point" in names:
        yield "the project is a coordinated entry access point"
    if not names and not why.local:
        yield "every project collects it"


def _about(element: Element, known: Standard, person: PersonFacts) -> str:
    unknown_age = person.age is None and "person.is_adult" in known.facts["about"][element.about]
    return f"about {element.about}" + (" (age unknown counts as adult)" if unknown_age else "")
