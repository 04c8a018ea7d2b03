"""The pages of docs/rules that are written from the catalogue."""

from collections.abc import Iterator
from pathlib import Path

from hearth.quality.catalogue import catalogue, known_checks
from hearth.quality.check import Check

GROUPS = {
    "file": "What was received",
    "columns": "Columns",
    "client": "Clients",
    "enrollment": "Enrollments",
    "household": "Households",
    "exit": "Exits",
    "service": "Services",
    "collection": "Data collections",
    "income": "Income, benefits, insurance",
    "referral": "Referrals",
    "project": "Projects",
}


def pages() -> dict[str, str]:
    """Give the pages, file name -> text."""
    return {"README.md": "\n".join(_checks()) + "\n", "ids.md": "\n".join(_ids()) + "\n"}


def write(folder: Path) -> None:
    """Write the pages into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


def _checks() -> Iterator[str]:
    yield "# The quality checks\n"
    yield "Written by `python -m hearth.quality docs`; do not edit. Every check is one sentence; `ids` are those of"
    yield "the field's list ([all ids](ids.md)) that it states; its name is the path of its rule in `hearth/rules`."
    yield "[Where we differ](differences.md) tells what we read in another way.\n"
    yield "The three severities are those at entry, in an import, in data quality: *stop* refuses, *high*, *error* and"
    yield "*warning* are degrees of a fault, *report* is told without being one, *nothing* is silent at that moment.\n"
    for group, title in GROUPS.items():
        yield f"## {title}\n"
        for check in catalogue().values():
            if check.name.partition("/")[0] == group:
                yield from _check(check)


def _check(check: Check) -> Iterator[str]:
    ids = ", ".join(check.ids) or "ours"
    moments = ", ".join(each.value for each in (check.at_entry, check.in_import, check.in_quality))
    yield f"**{check.sentence}** {check.source}  "
    yield f"`{check.name}`; ids: {ids}; {moments}.\n"


def _ids() -> Iterator[str]:
    yield "# The ids of the field's checks and what states them here\n"
    yield "Written by `python -m hearth.quality docs`; do not edit.\n"
    yield "| Id | Checks | Elements | There | Here | Check |"
    yield "|---|---|---|---|---|---|"
    stated = {id_: check for check in catalogue().values() for id_ in check.ids}
    for known in known_checks().values():
        check = stated[known.id]
        words = known.words.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;")
        yield (
            f"| {known.id} | {words} | {known.elements} | {known.severity} | {check.in_quality.value} "
            f"| `{check.name}` |"
        )
