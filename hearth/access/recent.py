"""The clients that a person opened last, so that they need not be searched again."""

from django.db.models import Max, OuterRef, Subquery

from hearth.access.viewer import Viewer
from hearth.records.models import Client, Reading

SHOWN = 10
# Some of the last opened may have gone out of sight since (another agency, deleted): look a little further back.
_LOOKED_AT = 40


def recent_clients(viewer: Viewer) -> list[Client]:
    """Give the last ten clients that the account opened and the viewer still sees, the latest first."""
    openings = Reading.objects.filter(account=viewer.account, client__isnull=False)
    people = openings.exclude(what="report_person").values("client_id")
    latest = (
        people.annotate(last=Max("read_at"))
        .order_by("-last", "client_id")
        .values_list("client_id", flat=True)
    )
    last = Subquery(people.filter(client=OuterRef("pk")).annotate(last=Max("read_at")).values("last"))
    return list(viewer.clients.filter(pk__in=latest[:_LOOKED_AT]).order_by(last.desc(), "pk")[:SHOWN])
