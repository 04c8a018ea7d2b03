"""Which enrollments are open, and where clients are enrolled now."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, Min, OuterRef, Subquery

from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import Client, Enrollment, Exit

if TYPE_CHECKING:
    from django.db.models import QuerySet


def open_enrollments(viewer: Viewer) -> "QuerySet[Enrollment]":
    """Give the enrollments that no exit (3.11) ended on or before today."""
    exits = guard.everything(Exit, "who sees an enrollment sees that it ended")
    ended = exits.filter(enrollment=OuterRef("pk"), exit_date__lte=viewer.today, date_deleted=None)
    return viewer.enrollments.filter(~Exists(ended))


@dataclass(slots=True)
class Whereabouts:
    """Where a client is or was last, as far as a viewer sees it."""

    # The programs where they are enrolled now, the latest first.
    now: list[str] = field(default_factory=list)
    # The program that they left last, and when, where they are in none now.
    last: str = ""
    left: date | None = None
    # The enrollment that the viewer's own agency works in: the latest open one there.
    own_enrollment: uuid.UUID | None = None


def whereabouts(viewer: Viewer, clients: Iterable[Client]) -> dict[uuid.UUID, Whereabouts]:
    """Give for each of the clients where they are enrolled now, or were last. One query."""
    exits = guard.everything(Exit, "who sees an enrollment sees that it ended").filter(
        enrollment=OuterRef("pk"), date_deleted=None
    )
    ended = exits.order_by().values("enrollment").annotate(day=Min("exit_date")).values("day")
    ids = [client.pk for client in clients]
    found = {client_id: Whereabouts() for client_id in ids}
    rows = (
        viewer.enrollments.filter(client__in=ids)
        .annotate(ended=Subquery(ended))
        .order_by("-entry_date", "pk")
    )
    of_program = ("client_id", "pk", "project__project_name", "project__organization_id", "ended")
    for client_id, enrollment_id, program, agency_id, left in rows.values_list(*of_program):
        one = found[client_id]
        if left is None or left > viewer.today:
            if program and program not in one.now:
                one.now.append(program)
            if agency_id == viewer.organization.id:
                one.own_enrollment = one.own_enrollment or enrollment_id
        elif one.left is None or left > one.left:
            one.last, one.left = program or "", left
    return found
