"""The rows of a finished listing with the names that its reader may know.

A roster says of its stays, too, what HUD's tables do not know (PRODUCT.md R5). That is read as the names are: as of
now, through the viewer.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hearth.access.behind_numbers import events_behind, people_behind
from hearth.access.known_of_stays import known_of_stays
from hearth.access.log import log_readings
from hearth.access.viewer import Viewer
from hearth.library.breakdowns import narrowed_to
from hearth.library.kept_universe import universe_of
from hearth.reports.everyday.column import Column
from hearth.reports.everyday.listing import in_words
from hearth.reports.stored import StoredRows

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

# By the code of a report, the columns that are not kept with its runs.
_READ_NOW = {
    "roster": (
        Column("born", gettext_noop("Birth date"), "day"),
        Column("staff", gettext_noop("Assigned staff")),
        Column("notes", gettext_noop("Notes"), "number"),
    )
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some of the rows of a run: their code, what they are called, what that means, and the numbers over them.

    `line` is the address of a line of a breakdown to which they are narrowed, and `line_words` what that is of.
    """

    code: str
    label: str
    words: str
    where: str
    totals: list[dict[str, Any]]
    line: str = ""
    line_words: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A row as a page shows it. Without a `client_id` it is about nobody, or about somebody who may not be opened."""

    name: str
    unique_identifier: str
    client_id: uuid.UUID | None
    enrollment_id: uuid.UUID | None
    values: list[Any]


def choices_of(run: "ReportRun") -> list[Chosen]:
    """Give which rows of a run can be chosen; the first is shown at once."""
    return [Chosen(**choice) for choice in run.cells["choices"]]


def choice_of(run: "ReportRun", code: str, line: str = "") -> Chosen:
    """Give a choice by its code, the first for no code, narrowed to a line of a breakdown. Raises Http404.

    It has no totals then: the line tells its figures.
    """
    choices = choices_of(run)
    found = choices[0] if not code else next((one for one in choices if one.code == code), None)
    if found is None:
        raise Http404
    if not line:
        return found
    narrow = narrowed_to(run, line)
    where = f"({found.where}) and ({narrow.where})"
    return replace(found, where=where, totals=[], line=line, line_words=narrow.words)


def columns_of(run: "ReportRun") -> list[dict[str, str]]:
    """Give the columns of a run as plain data: those that are kept with it, and those that are read now."""
    return [*run.cells["columns"], *(column.as_data() for column in _READ_NOW.get(run.report, ()))]


@contextmanager
def rows_of(run: "ReportRun", choice: Chosen) -> Iterator[StoredRows]:
    """Give the stored rows of a choice for the block: they can be counted, and read from one to another."""
    with universe_of(run) as universe, StoredRows(universe, choice.where) as rows:
        yield rows


def named(viewer: Viewer, run: "ReportRun", rows: Sequence[Mapping[str, Any]]) -> list[Listed]:
    """Give rows with the names that the viewer may know, and log that these people were seen there."""
    columns = run.cells["columns"]
    if not run.cells["about_people"]:
        return [Listed("", "", None, None, _values(columns, row)) for row in rows]
    wanted, stays = (
        [row[key] for row in rows if row[key] is not None] for key in ("client_id", "enrollment_id")
    )
    people = people_behind(viewer, run.report, "", wanted, stays).values_list(
        "id", "first_name", "last_name", "unique_identifier", "dob", "read_stays"
    )
    known, read = dict[uuid.UUID, _Person](), set[uuid.UUID]()
    for client_id, first, last, identifier, born, read_stays in people:
        name = " ".join(filter(None, (first, last))) or _("No name recorded")
        known[client_id] = _Person(name, identifier, born)
        read.update(read_stays or ())
    events = [row["event_id"] for row in rows if row.get("event_id") is not None]
    hidden = set(stays) - read
    hidden |= set(events) - events_behind(viewer, events) if events else set()
    shown = [
        None if {row["enrollment_id"], row.get("event_id")} & hidden else known.get(row["client_id"])
        for row in rows
    ]
    seen = {row["client_id"] for row, person in zip(rows, shown, strict=True) if person is not None}
    log_readings(viewer, "report_person", list(seen), about=run.pk, detail=run.report)
    beside = _read_now(viewer, run, [row for row in rows if row["client_id"] in seen])
    return [_listed(columns, row, person, beside) for row, person in zip(rows, shown, strict=True)]


class _Person(NamedTuple):
    """Somebody whom the reader may open."""

    name: str
    unique_identifier: str
    born: date | None


def _read_now(
    viewer: Viewer, run: "ReportRun", rows: Sequence[Mapping[str, Any]]
) -> Callable[[Mapping[str, Any], _Person | None], list[Any]]:
    """Give the function that says of a row and its person what is read now: nothing of what may not be opened."""
    if run.report not in _READ_NOW:
        return lambda _row, _person: []
    start, end = (date.fromisoformat(run.parameters[name]) for name in ("start", "end"))
    stays = known_of_stays(viewer, {row["enrollment_id"] for row in rows}, start, end)

    def of(row: Mapping[str, Any], person: _Person | None) -> list[Any]:
        stay = stays.get(row["enrollment_id"])
        return [person and person.born, stay and ", ".join(stay.staff), stay and stay.notes]

    return of


def _listed(
    columns: Sequence[Mapping[str, str]],
    row: Mapping[str, Any],
    known: _Person | None,
    beside: Callable[[Mapping[str, Any], _Person | None], list[Any]],
) -> Listed:
    values = [*_values(columns, row), *beside(row, known)]
    if known is None:
        return Listed(_("Not yours to open"), "", None, None, values)
    return Listed(known.name, known.unique_identifier, row["client_id"], row["enrollment_id"], values)


def _values(columns: Sequence[Mapping[str, str]], row: Mapping[str, Any]) -> list[Any]:
    return [in_words(column, row) for column in columns]
