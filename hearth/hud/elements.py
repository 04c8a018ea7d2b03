"""Read the data elements: what each question means, when it is asked, about whom and for which funders."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from hearth.hud.condition import Condition, condition
from hearth.hud.standard import CodeList, Column, Standard, standard

Kind = Literal["project descriptor", "universal", "common", "federal partner", "metadata", "local"]

# Names that conditions may use besides the columns of their own file.
FACTS = frozenset(
    {
        "funder",
        "project.type",
        "project.funders",
        "project.rrh_subtype",
        "project.access_point",
        "project.residential_affiliation",
        "person.age",
        "person.is_adult",
        "person.is_head",
        "person.is_veteran",
    }
)


class BadElement(ValueError):
    """An element's file says something that the standard does not have; the message names the file."""


@dataclass(frozen=True)
class Question:
    """One question of an element and the column that holds its answer.

    A column may have two questions where earlier answers decide which one is asked (V2, W5). Names in `ask_if` are
    columns of the same row, `project.*` and `person.*`. `null_unless` is HUD's own note that the CSV holds no value
    otherwise; where a form asks less than the CSV may hold, or where HUD says nothing, it differs from `ask_if`.
    `list_id` is set only where the column itself does not say which list; `offers` narrows the list to some codes.
    `derived` names the calculation in `answers.py` that gives the answer; with `one_way` the client is asked all the
    same. `csv_only` marks columns that no HUD element speaks of. A local question has no HUD column: `type` and
    `choices` say what it holds.
    """

    file: str
    column: str
    text: str
    help: str = ""
    ask_if: Condition | None = None
    null_unless: Condition | None = None
    required: bool = True
    list_id: str | None = None
    offers: str | tuple[str, ...] | None = None
    derived: str | None = None
    one_way: bool = False
    csv_only: bool = False
    type: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True)
class Collected:
    """One of the rules by which an element is collected: a condition on `funder` and `project.*`.

    The condition is asked of each funder of the project in turn, so that the form can say which one wants the element.
    """

    when: Condition | None = None
    recommended: bool = False
    note: str = ""
    line: int = 0


@dataclass(frozen=True)
class Element:
    """A data element. `collected` is empty for one that every project collects.

    `at` are collection points; `about` names an entry of the standard's `[about]`; `fixed` are the values by which its
    rows are known in a long file (Disabilities, Services); `names` are columns of a metadata element in all files.
    """

    number: str
    name: str
    kind: Kind
    file: str | None
    at: tuple[str, ...]
    about: str
    questions: tuple[Question, ...]
    collected: tuple[Collected, ...]
    fixed: Mapping[str, int]
    names: tuple[str, ...]
    help: str
    example: str
    uncertain: str
    retired: str
    path: str

    @property
    def is_active(self) -> bool:
        return not self.retired


@cache
def elements(year: str = "fy2026") -> dict[str, Element]:
    """Load the data elements of a fiscal year, number -> element, retired ones included.

    Raises FileNotFoundError for a year whose elements are not held (FY2024: its facts are frozen, no form uses them).
    """
    folder = Path(__file__).parent / year / "elements"
    if not folder.is_dir():
        raise FileNotFoundError(f"the elements of {year} are not held")
    known = standard(year)
    found = [_read_file(path, known) for path in folder.glob("*.toml")]
    return {element.number: element for element in sorted(found, key=lambda each: _by_number(each.number))}


def questions_null_unless(year: str) -> list[Question]:
    """Give the questions without whose condition the CSV holds no value, reading the elements that have any."""
    paths = sorted((Path(__file__).parent / year / "elements").glob("*.toml"))
    some = [_read_file(path, standard(year)) for path in paths if "null_unless" in path.read_text("utf-8")]
    return [question for element in some for question in element.questions if question.null_unless]


def _read_file(path: Path, known: Standard) -> Element:
    text = path.read_text("utf-8")
    data = tomllib.loads(text)
    for table in ("collected", "question"):
        # The form explorer sends people to the line that put a field on a form.
        lines = [number for number, line in enumerate(text.splitlines(), 1) if line == f"[[{table}]]"]
        for entry, line in zip(data.get(table, ()), lines, strict=True):
            entry["line"] = line
    return read_element(data, known, f"{known.year}/elements/{path.name}")


def read_element(data: Mapping[str, Any], known: Standard, path: str) -> Element:
    """Make an element of its parsed TOML. `path` is where it was written, for messages and for the form explorer.

    Raises BadElement for an unknown key and BadCondition for a condition that cannot be read.
    """
    unknown = data.keys() - _ELEMENT_KEYS
    if unknown:
        raise BadElement(f"{path}: unknown {', '.join(sorted(unknown))}")
    sets = {**known.sets, **{name: tuple(codes) for name, codes in data.get("sets", {}).items()}}
    file = data.get("file")
    return Element(
        number=data["number"],
        name=data["name"],
        kind=data["kind"],
        file=file,
        at=tuple(data.get("at", ())),
        about=data.get("about", ""),
        questions=tuple(_question(each, file or "", sets, path) for each in data.get("question", ())),
        collected=tuple(read_collected(each, sets, path) for each in data.get("collected", ())),
        fixed=dict(data.get("fixed", {})),
        names=tuple(data.get("names", ())),
        help=data.get("help", ""),
        example=data.get("example", ""),
        uncertain=data.get("uncertain", ""),
        retired=data.get("retired", ""),
        path=path,
    )


def read_collected(data: Mapping[str, Any], sets: Mapping[str, tuple[int, ...]], path: str) -> Collected:
    """Make a collection rule of its parsed TOML; raises BadElement and BadCondition as `read_element` does."""
    unknown = data.keys() - {"when", "recommended", "note", "line"}
    if unknown:
        raise BadElement(f"{path}: unknown {', '.join(sorted(unknown))} in a collection rule")
    when = condition(data["when"], sets) if data.get("when") else None
    return Collected(
        when=when,
        recommended=data.get("recommended", False),
        note=data.get("note", ""),
        line=data.get("line", 0),
    )


def column_of(question: Question, known: Standard) -> Column | None:
    """Give the HUD column that holds the answer, or None for a local question."""
    file = known.files.get(question.file)
    return file.column.get(question.column) if file else None


def code_list_of(element: Element, question: Question, known: Standard) -> CodeList | None:
    """Give the code list of a question, also where the element's fixed value decides which of several it is."""
    if question.list_id:
        return known.lists[question.list_id]
    if question.column == "TypeProvided":
        return known.lists[known.facts["type_provided_list"][str(element.fixed["RecordType"])]]
    if question.column == "DisabilityResponse":
        return known.lists[known.facts["disability_response_list"][str(element.fixed["DisabilityType"])]]
    if column_of(question, known) is None:
        return CodeList(question.column, question.text, dict(question.choices)) if question.choices else None
    return known.list_for(question.file, question.column)


def offered(element: Element, question: Question, known: Standard) -> tuple[tuple[str, str], ...]:
    """Give the answers that a form offers, (code, label): the list without what this question excludes.

    `offers` is `prior`, `current` or `destination` for the three uses of 3.12.1, or the codes themselves.
    """
    code_list = code_list_of(element, question, known)
    if code_list is None:
        return ()
    match question.offers:
        case None:
            return tuple(code_list.labels.items())
        case str(use):
            key = {"prior": "prior_only_excludes", "current": "current_only_excludes"}.get(
                use, f"{use}_excludes"
            )
            excluded = {str(code) for code in known.facts["living_situation"][key]}
            return tuple((code, label) for code, label in code_list.labels.items() if code not in excluded)
        case codes:
            return tuple((code, code_list.labels[code]) for code in codes)


def _question(data: Mapping[str, Any], file: str, sets: Mapping[str, tuple[int, ...]], path: str) -> Question:
    unknown = data.keys() - _QUESTION_KEYS
    if unknown:
        raise BadElement(f"{path}: unknown {', '.join(sorted(unknown))} in the question {data.get('column')}")
    offers = data.get("offers")
    ask_if = condition(data["ask_if"], sets) if data.get("ask_if") else None
    null_unless = data.get("null_unless")
    return Question(
        file=data.get("file", file),
        column=data["column"],
        text=data["text"],
        help=data.get("help", ""),
        ask_if=ask_if,
        null_unless=condition(null_unless, sets) if isinstance(null_unless, str) else null_unless and ask_if,
        required=data.get("required", True),
        list_id=data.get("list"),
        offers=tuple(str(code) for code in offers) if isinstance(offers, list) else offers,
        derived=data.get("derived"),
        one_way=data.get("one_way", False),
        csv_only=data.get("csv_only", False),
        type=data.get("type", ""),
        choices=dict(data.get("choices", {})),
        line=data.get("line", 0),
    )


def _by_number(number: str) -> tuple[str, int, str]:
    """Sort as people count: 3.917 after 3.20, R2 before R10."""
    head, _, tail = number.partition(".")
    if not tail:
        head, tail = number[:1], number[1:]
    return (head, int(tail) if tail.isdigit() else 0, number)


_ELEMENT_KEYS = frozenset(
    {"number", "name", "kind", "file", "retired", "names", "at", "about", "fixed", "help", "example"}
    | {"uncertain", "sets", "collected", "question"}
)
_QUESTION_KEYS = frozenset(
    {
        "file",
        "column",
        "text",
        "help",
        "ask_if",
        "null_unless",
        "list",
        "offers",
        "derived",
        "one_way",
        "required",
    }
    | {"csv_only", "type", "choices", "line"}
)
