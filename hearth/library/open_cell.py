"""Open a number: what it counts, where HUD says so, and who is in it, as far as the viewer may see them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hearth.access.behind_numbers import people_behind
from hearth.access.log import log_reading, log_readings
from hearth.access.viewer import Viewer
from hearth.library.kept_universe import universe_of
from hearth.library.mending import Finding, Stay, finding_of
from hearth.library.tables import stored_cell
from hearth.reports import stored

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody behind a number, with the name as it is now."""

    client_id: uuid.UUID
    name: str
    unique_identifier: str
    enrollment_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A number, opened. `hidden` is how many more are counted whom the viewer may not open.

    `among` is how many people a rate is counted among, None where the number is no rate. `finding` is what a number of
    a data quality table finds, None for every other.
    """

    title: str
    value: int | float
    definition: str
    reference: str
    people: list[Person]
    hidden: int
    among: int | None
    finding: Finding | None

    @property
    def over(self) -> int:
        """How many people are above the line of a rate."""
        return len(self.people) + self.hidden


def open_cell(viewer: Viewer, run: "ReportRun", table: str, row: int, column: int) -> OpenCell:
    """Open a cell of a finished run by its place on the page (see tables.Cell).

    The people are those that were counted then, by the run's own universe and predicate; their names are read
    now, through the viewer. The opening is logged; who shows the people says so to `log_people_shown`, page by page.
    Raises Http404 where there is no such cell.
    """
    cell = stored_cell(run, table, row, column)
    with universe_of(run) as universe:
        opened = stored.open_cell(universe, table, cell.row, cell.column)
    members = opened.members
    stays = {member.client_id: member.enrollment_id for member in members if member.client_id is not None}
    people = _people(viewer, run.report, table, stays)
    # A client with several events counts as often, and is one person.
    counted = {member.client_id or member.PersonalID for member in members}
    log_reading(viewer, "report_cell", about=run.pk, detail=_place(table, row, column), how_many=len(people))
    return OpenCell(
        title=f"{cell.row} · {cell.column}",
        value=cell.value,
        definition=cell.definition,
        reference=cell.source,
        people=people,
        hidden=len(counted) - len(people),
        among=None if opened.base is None else len(opened.base),
        finding=finding_of(run.report, table, cell.row, cell.column),
    )


def stays_of(viewer: Viewer, people: Sequence[Person]) -> dict[uuid.UUID | None, Stay]:
    """Give the stays, by their ids, by which people are behind a number, as far as the viewer may see them."""
    wanted = [person.enrollment_id for person in people if person.enrollment_id is not None]
    rows = viewer.enrollments.filter(pk__in=wanted).values_list("pk", "project__project_name", "entry_date")
    return {pk: Stay(name or "", start) for pk, name, start in rows}


def log_people_shown(
    viewer: Viewer, run: "ReportRun", place: tuple[str, int, int], people: Sequence[Person]
) -> None:
    """Log for each of the people whom a page of an opened number shows that they were seen there."""
    shown = [person.client_id for person in people]
    log_readings(viewer, "report_person", shown, about=run.pk, detail=_place(*place))


def _place(table: str, row: int, column: int) -> str:
    return f"{table} {row}/{column}"


def _people(
    viewer: Viewer, report: str, table: str, stays: Mapping[uuid.UUID, uuid.UUID | None]
) -> list[Person]:
    rows = (
        people_behind(viewer, report, table, stays, [stay for stay in stays.values() if stay is not None])
        .order_by("last_name_plain", "first_name_plain", "id")
        .values_list("id", "first_name", "last_name", "unique_identifier", "read_stays")
    )
    return [
        Person(
            client_id,
            " ".join(filter(None, (first, last))) or _("No name recorded"),
            identifier,
            stays[client_id],
        )
        for client_id, first, last, identifier, read in rows
        if stays[client_id] is None or stays[client_id] in (read or ())
    ]
