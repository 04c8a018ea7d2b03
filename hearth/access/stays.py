"""Which enrollments are open, and where clients are enrolled now."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

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


def open_programs(viewer: Viewer, clients: Iterable[Client]) -> dict[uuid.UUID, list[str]]:
    """Give for each of the clients the names of the programs where they are enrolled now."""
    rows = open_enrollments(viewer).filter(client__in=[client.pk for client in clients])
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    for client_id, name in rows.order_by("-entry_date").values_list("client_id", "project__project_name"):
        if name and name not in found[client_id]:
            found[client_id].append(name)
    return found
