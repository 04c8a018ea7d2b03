"""Write forms as plain text, one line per field with its reason, so that people can review who is asked what."""

import datetime
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from hearth.hud.collection import AskedField, PersonFacts, ProjectFacts, asked, collection_year
from hearth.hud.form_orders import form_orders
from hearth.hud.local import LocalRules, read_local_rules
from hearth.hud.standard import standard

FOLDER = Path(__file__).parent / "fy2026" / "golden"
FIXTURES = Path(__file__).parent / "fixtures"


@dataclass(frozen=True)
class Case:
    """One form to write: `name` is the name of its file without the ending."""

    name: str
    stage: str
    project: ProjectFacts
    person: PersonFacts
    on: datetime.date
    local: tuple[LocalRules, ...] = ()

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.name}.txt"


@cache
def cases() -> tuple[Case, ...]:
    """Give the forms listed in golden/cases.toml."""
    data = tomllib.loads((FOLDER / "cases.toml").read_text("utf-8"))
    found = []
    for group, lines in data["cases"].items():
        local = () if group == "forms" else (fixture(group),)
        for line in lines:
            stage, project_type, funders, person = line.split()
            project = ProjectFacts(
                type=data["types"][project_type],
                funders=tuple(data["funders"][each] for each in funders.split("+")),
            )
            name = "__".join(line.split() + ([group] if local else []))
            found.append(Case(name, stage, project, PersonFacts(**data["people"][person]), data["on"], local))
    return tuple(found)


@cache
def fixture(name: str) -> LocalRules:
    """Read the example rules of a CoC from hearth/hud/fixtures."""
    path = FIXTURES / f"{name}.toml"
    return read_local_rules(path.read_text("utf-8"), f"fixtures/{path.name}")


def text(case: Case) -> str:
    """Give the form of a case as text."""
    fields = asked(case.stage, case.project, case.person, case.on, case.local)
    return form_text(case.stage, case.project, case.person, case.on, fields)


def form_text(
    stage: str,
    project: ProjectFacts,
    person: PersonFacts,
    on: datetime.date,
    fields: Sequence[AskedField],
) -> str:
    """Give a form as text: what it is for, then its sections with one line per field."""
    lines = [*_head(stage, project, person, on, fields)]
    for heading, section in groupby(fields, key=lambda each: each.section):
        lines += ["", heading, *(_line(field) for field in section)]
    return "\n".join(lines) + "\n"


def write(wanted: Iterable[Case]) -> None:
    """Write the text of each case to its file and remove files that no case has any more."""
    texts = {case.path: text(case) for case in wanted}
    for path, content in texts.items():
        path.write_text(content, "utf-8")
    for path in FOLDER.glob("*.txt"):
        if path not in texts:
            path.unlink()


def _head(
    stage: str,
    project: ProjectFacts,
    person: PersonFacts,
    on: datetime.date,
    fields: Sequence[AskedField],
) -> Iterator[str]:
    known = standard(collection_year(on))
    types, funders, relations = known.lists["2.02.6"], known.lists["2.06.1"], known.lists["3.15.1"]
    yield f"{form_orders(known.year)[stage].title} ({stage}), {known.year} on {on}"
    yield f"project: {types.label(project.type)} ({project.type})"
    yield "funders: " + (", ".join(f"{funders.label(code)} ({code})" for code in project.funders) or "none")
    relation = "not known" if person.relationship is None else relations.label(person.relationship)
    age = "unknown" if person.age is None else person.age
    yield f"person:  {relation}, age {age}" + (", veteran" if person.veteran == 1 else "")
    yield f"fields:  {len(fields)}, of which {sum(field.required for field in fields)} required"


def _line(field: AskedField) -> str:
    need = "required" if field.required else "optional"
    if field.question.derived:
        need = "asked too" if field.question.one_way else "computed"
    if_asked = f" [if {field.ask_if.text}]" if field.ask_if else ""
    answers = f"list {field.code_list.id}" if field.code_list and field.column else ""
    if field.question.offers:
        answers += f" {_offers(field)}"
    local = " LOCAL" if field.local else ""
    start = f"  {field.element.number:<6} {field.name:<54} {need:<9} {answers:<24}".rstrip()
    return f"{start:<96} {field.reason}{local}{if_asked}"


def _offers(field: AskedField) -> str:
    offers = field.question.offers
    return offers if isinstance(offers, str) else f"({', '.join(offers or ())})"
