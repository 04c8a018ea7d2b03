"""Whom to ask about sharing: the clients whom the viewer's agency serves now, by what is wrong with their release."""

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import DateField, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from hearth.access.stays import open_enrollments
from hearth.access.viewer import Viewer
from hearth.access.visibility_release import eighteen_years_before, in_force
from hearth.records import guard
from hearth.records.models import ReleaseOfInformation
from hearth.records.models.release import HMIS

if TYPE_CHECKING:
    from django.db.models import QuerySet

SOON_DAYS = (7, 30, 60)
_FOR_GOOD = date(9999, 12, 31)
_Kind = ReleaseOfInformation.Kind


class Due(StrEnum):
    """What is to be done about a client's release."""

    SOON = "soon"
    ENDED = "ended"
    MISSING = "missing"
    SPOKEN = "spoken"
    ADULT = "adult"
    REFUSED = "refused"


def clients_due(viewer: Viewer, due: Due, days: int = SOON_DAYS[-1]) -> "QuerySet[Any]":
    """Give the clients of one kind; each has `holds_until` or `ended_on` where there is such a day."""
    served = open_enrollments(viewer).filter(
        client=OuterRef("pk"), project__organization=viewer.organization.pk
    )
    rows = with_releases(viewer, viewer.clients.filter(Exists(served)))
    return rows.filter(is_due(viewer, due, days)).order_by("holds_until", "last_name", "first_name", "pk")


def with_releases(viewer: Viewer, clients: "QuerySet[Any]") -> "QuerySet[Any]":
    """Add to clients what `is_due` asks: until when the release in force holds, and what the newest one said."""
    all_of = _of_client()
    holding = all_of.filter(in_force(viewer))
    last = holding.annotate(last=Coalesce("ends_on", _FOR_GOOD, output_field=DateField())).order_by("-last")
    newest = all_of.order_by("-starts_on", "-change__made_at", "-pk")
    rows: QuerySet[Any] = clients.annotate(
        holds_until=Subquery(last.values("last")[:1]),
        newest=Subquery(newest.values("pk")[:1]),
        ended_on=Subquery(newest.values("ends_on")[:1]),
        said=Subquery(newest.values("permission")[:1]),
        taken_back=Subquery(newest.values("withdrawn_at")[:1]),
    )
    return rows


def is_due(viewer: Viewer, due: Due, days: int = SOON_DAYS[-1]) -> Q:
    """Give the condition on clients `with_releases` that they are of one kind."""
    all_of = _of_client()
    holding = all_of.filter(in_force(viewer))
    for_minor = all_of.filter(Q(kind=_Kind.HOUSEHOLD) | Q(signed_as_minor=True), pk=OuterRef("newest"))
    grown = Q(dob__lte=eighteen_years_before(viewer.today)) & Q(Exists(for_minor))
    ended = Q(holds_until=None, said=True, taken_back=None)
    conditions: dict[Due, Q] = {
        Due.SOON: Q(holds_until__lte=viewer.today + timedelta(days=days)),
        Due.ENDED: ended & ~grown,
        Due.MISSING: Q(said=None),
        Due.SPOKEN: Q(Exists(holding.filter(kind=_Kind.VERBAL)))
        & ~Q(Exists(holding.exclude(kind=_Kind.VERBAL))),
        Due.ADULT: ended & grown,
        Due.REFUSED: Q(holds_until=None) & (Q(said=False) | Q(taken_back__isnull=False)),
    }
    return conditions[due]


def counts_due(viewer: Viewer) -> dict[Due, int]:
    """Count each kind of those that ask for something to be done: for the page, and for what is to do."""
    return {due: clients_due(viewer, due).count() for due in Due if due is not Due.REFUSED}


def _of_client() -> "QuerySet[ReleaseOfInformation]":
    rows = guard.everything(ReleaseOfInformation, "which clients of the agency to ask about sharing")
    return rows.filter(client=OuterRef("pk"), networks__contains=[HMIS])
