"""Which enrollments are open, and where clients are enrolled now."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Min, OuterRef, Q, Subquery

from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import Client, Enrollment, Exit

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hearth.access.standing import Standing


def open_enrollments(viewer: Viewer) -> "QuerySet[Enrollment]":
    """Give the enrollments that no exit (3.11) ended on or before today."""
    return viewer.enrollments.filter(~Exists(_exits_until(viewer.today)))


def private_stay_rows(viewer: "Viewer | Standing", client: Any) -> "QuerySet[Enrollment]":
    """Give the client's open enrollments that are not shared, by their own word or by their agency's."""
    is_private = Q(is_private=True) | Q(is_private=None, project__organization__is_confidential=True)
    return guard.scoped(Enrollment, viewer).filter(
        is_private, ~Exists(_exits_until(viewer.day_in(None))), client=client
    )


def _exits_until(day: date) -> "QuerySet[Exit]":
    exits = guard.everything(Exit, "who sees an enrollment sees that it ended")
    return exits.filter(enrollment=OuterRef("pk"), exit_date__lte=day, date_deleted=None)


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
