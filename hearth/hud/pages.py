"""Write the standard as pages that people read: one for each group of elements, the lists, the funders, the forms."""

from collections.abc import Iterator
from pathlib import Path

from hearth.hud.elements import Collected, Element, Question, code_list_of, column_of, elements
from hearth.hud.form_orders import form_orders
from hearth.hud.standard import CodeList, Column, Standard, standard

GROUPS = {
    "project descriptor": "project-descriptors",
    "universal": "universal",
    "common": "common",
    "federal partner": "federal-partner",
    "metadata": "metadata",
}
MADE = "<!-- Written by `python -m hearth.hud docs`. Change the standard's files, not this page. -->"


def write(folder: Path, year: str = "fy2026") -> list[Path]:
    """Write all pages of a year into a folder; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    known = standard(year)
    texts = {
        "README.md": _index(known),
        "lists.md": _lists(known),
        "forms.md": _forms(known),
        **{f"{name}.md": _group(kind, known) for kind, name in GROUPS.items()},
    }
    for name, text in texts.items():
        (folder / name).write_text(f"{MADE}\n{text}", "utf-8")
    return [folder / name for name in texts]


def element_page(element: Element, known: Standard) -> str:
    """Give one element as text: what it means, when, about whom, for which funders, and its questions."""
    lines = [f"## {element.number} {element.name}", ""]
    if element.retired:
        lines += [f"Retired {element.retired}.", ""]
    lines += [element.help, ""]
    if element.example:
        lines += [f"*For example:* {element.example}", ""]
    lines += [f"- **{label}:** {value}" for label, value in _facts(element) if value]
    if element.questions:
        lines += ["", "| Column | Question | Answers | Asked if |", "|---|---|---|---|"]
        lines += [_row(element, question, known) for question in element.questions]
    return "\n".join(lines).rstrip() + "\n"


def list_page(code_list: CodeList) -> str:
    """Give a code list as text, retired codes marked."""
    lines = [f"## {code_list.id} {code_list.name}", "", "| Code | Answer |", "|---|---|"]
    lines += [f"| {code} | {_cell(label)} |" for code, label in code_list.labels.items()]
    lines += [
        f"| {code} | {_cell(label)} (retired: kept, not offered) |"
        for code, label in code_list.retired.items()
    ]
    return "\n".join(lines) + "\n"


def columns_named(known: Standard, name: str) -> list[Column]:
    """Give the columns of a name, `MoveInDate` or `Enrollment.MoveInDate`, whatever the letter case."""
    file, _, column = name.rpartition(".")
    return [
        each
        for known_file in known.files.values()
        for each in known_file.columns
        if each.name.lower() == column.lower() and file.lower() in ("", each.file.lower())
    ]


def column_text(column: Column, known: Standard) -> str:
    """Give what is known of a column in a few lines."""
    length = f" up to {column.max_length} characters" if column.max_length else ""
    lines = [
        f"{column.file}.{column.name}: {column.type}{length}, {'may be empty' if column.nullable else 'never empty'}"
    ]
    if column.lists:
        lines.append(f"  list {' or '.join(column.lists)}")
    for number in (column.element or "").split("|"):
        if element := elements(known.year).get(number):
            lines.append(f"  element {element.number} {element.name}")
    return "\n".join(lines)


def _facts(element: Element) -> Iterator[tuple[str, str]]:
    yield "When", ", ".join(element.at)
    yield "About", element.about
    yield (
        "Where",
        "; ".join(_rule(rule) for rule in element.collected) or ("" if element.retired else "every project"),
    )
    yield "Row", ", ".join(f"{column} {code}" for column, code in element.fixed.items())
    yield "Columns", ", ".join(f"{name} of every file that has it" for name in element.names)
    yield "Not certain", element.uncertain


def _rule(rule: Collected) -> str:
    text = f"`{rule.when.text}`" if rule.when else "every project"
    text += ", recommended" if rule.recommended else ""
    return text + (f" ({rule.note})" if rule.note else "")


def _row(element: Element, question: Question, known: Standard) -> str:
    column = column_of(question, known)
    code_list = code_list_of(element, question, known)
    answers = f"list {code_list.id}" if code_list else column.type if column else question.type
    if isinstance(question.offers, str):
        answers += f", {question.offers}"
    elif question.offers:
        answers += f": {', '.join(question.offers)}"
    if question.derived:
        answers += ", computed and asked too" if question.one_way else ", computed"
    text = question.text + (f" *{question.help}*" if question.help else "")
    condition = (
        f"`{question.ask_if.text}`" if question.ask_if else "optional" if not question.required else ""
    )
    return f"| {question.file}.{question.column} | {_cell(text)} | {_cell(answers)} | {condition} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _index(known: Standard) -> str:
    lines = [f"# The data standard, {known.year.upper()}", ""]
    lines += [f"In force from {known.facts['in_force_from']}. CSV version `{known.csv_version}`.", ""]
    lines += [
        "What each question means, who is asked and why, in plain words. The help texts are ours, not HUD's.",
        "",
    ]
    for kind, name in GROUPS.items():
        count = sum(element.kind == kind for element in elements(known.year).values())
        lines.append(f"- [{kind.capitalize()} elements]({name}.md) ({count})")
    lines += [
        "- [Code lists](lists.md) and groups of codes",
        "- [Forms](forms.md): the order of the talk at each stage",
        "",
        "Which fields one form has: `python -m hearth.hud form start --type 1 --funder 8 --hoh`,",
        "or the reviewed texts in `hearth/hud/fy2026/golden/`. Where sources differ: `docs/decisions/0071`.",
    ]
    return "\n".join(lines) + "\n"


def _group(kind: str, known: Standard) -> str:
    pages = [element_page(each, known) for each in elements(known.year).values() if each.kind == kind]
    return f"# {kind.capitalize()} elements\n\n" + "\n".join(pages)


def _lists(known: Standard) -> str:
    lines = [
        "# Code lists",
        "",
        "## Groups of codes that conditions speak of",
        "",
        "| Group | Codes |",
        "|---|---|",
    ]
    lines += [f"| {name} | {', '.join(map(str, codes))} |" for name, codes in known.sets.items()]
    return "\n".join(lines) + "\n\n" + "\n".join(list_page(each) for each in known.lists.values())


def _forms(known: Standard) -> str:
    lines = [
        "# Forms",
        "",
        "The order of elements on each form; a form leaves out what a project does not collect.",
    ]
    for order in form_orders(known.year).values():
        lines += ["", f"## {order.title} (`{order.stage}`)", ""]
        for section in order.sections:
            names = (f"{number} {elements(known.year)[number].name}" for number in section.elements)
            lines.append(f"- **{section.heading}**: {', '.join(names)}")
    return "\n".join(lines) + "\n"
