"""Files, notes, alerts and locations of a client, as a viewer sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F

from hearth.access.deleted import though_deleted
from hearth.access.history import old_rows_of
from hearth.access.log import log_reading
from hearth.access.standing import Standing
from hearth.access.viewer import Viewer
from hearth.records import guard
from hearth.records.models import (
    Client,
    ClientAlert,
    ClientLocation,
    CurrentLivingSituation,
    Enrollment,
    Goal,
    KeptFile,
    LocalService,
    Note,
    ProjectCoC,
    ScanState,
    Service,
    UploadScan,
)
from hearth.records.setting import settings_at

if TYPE_CHECKING:
    from django.db.models import QuerySet

LocationKind = ClientLocation.Kind
GoalStatus = Goal.Status
_SAID_OF_A_GOAL = ("description", "category", "starts_on", "target_on", "status", "ended_on", "progress")
_KEPT: tuple[type[Any], ...] = (KeptFile, Note, Goal, ClientAlert, ClientLocation, LocalService)


@dataclass(frozen=True, slots=True)
class Needed:
    """A document that is needed for housing: the newest file of that kind, and how it stands."""

    kind: str
    file: Any
    state: str


def files_of(viewer: Viewer, client: Client) -> list[Any]:
    """Give the client's documents, the newest first, each with `is_replaced` and what a scanner said of it."""
    rows: Any = viewer.rows(KeptFile).filter(client=client, purpose=KeptFile.Purpose.DOCUMENT)
    found = list(_told(rows).order_by("-change__made_at", "-pk"))
    replaced = {one.replaces_id for one in found}
    scans = dict(
        UploadScan.objects.filter(run_id__in=[one.pk for one in found]).values_list("run_id", "state")
    )
    for one in found:
        one.is_replaced = one.pk in replaced
        one.is_infected = scans.get(one.pk) == ScanState.INFECTED
        one.is_unsearched = scans.get(one.pk) == ScanState.WAITING
    return found


def readiness(files: Iterable[Any], needed: Iterable[str], today: date) -> list[Needed]:
    """Say of each document that is needed: "have", "expired" or "missing"."""
    newest: dict[str, Any] = {}
    for one in files:
        if not one.is_replaced and not one.is_infected:
            newest.setdefault(one.kind, one)
    found = []
    for kind in needed:
        one = newest.get(kind)
        expired = one is not None and one.expires_on is not None and one.expires_on < today
        found.append(Needed(kind, one, "missing" if one is None else "expired" if expired else "have"))
    return found


def notes_of(viewer: Viewer, client: Client) -> list[Any]:
    """Give the client's notes, the newest first, each with `earlier`: what stood there before it was edited."""
    rows: Any = viewer.rows(Note).filter(client=client)
    found = list(_told(rows).select_related("written_by").order_by("-on", "-change__made_at", "-pk"))
    earlier = old_rows_of(found)
    for one in found:
        one.earlier = [
            old for old in earlier.get(one.pk, ()) if (old.title, old.text) != (one.title, one.text)
        ]
    return found


def goals_of(viewer: Viewer, enrollment: Enrollment) -> list[Any]:
    """Give the goals of a stay: the open ones first, those that are due soonest before the others."""
    return _goals(viewer.rows(Goal).filter(enrollment=enrollment))


def goals_about(viewer: Viewer, client: Client) -> list[Any]:
    """Give the goals of all stays of a client, in the order in which one stay's are."""
    return _goals(viewer.rows(Goal).filter(client=client))


def _goals(rows: Any) -> list[Any]:
    found = list(_told(rows).order_by(F("target_on").asc(nulls_last=True), "-starts_on", "-pk"))
    earlier = old_rows_of(found)
    for one in found:
        one.earlier = [old for old in earlier.get(one.pk, ()) if _goal_says(old) != _goal_says(one)]
    return sorted(found, key=lambda one: one.status != Goal.Status.OPEN)


def _goal_says(one: Any) -> tuple[Any, ...]:
    """Give what a reader sees of a goal."""
    return tuple(getattr(one, name) for name in _SAID_OF_A_GOAL)


def alert_rows(viewer: "Viewer | Standing", client: Any) -> "QuerySet[ClientAlert]":
    """Give the client's alerts that hold today."""
    today = viewer.day_in(None)
    return guard.scoped(ClientAlert, viewer).filter(client=client, starts_on__lte=today, ends_on__gte=today)


def alerts_of(viewer: Viewer, client: Client) -> list[Any]:
    """Give the client's alerts, those that last longest first."""
    rows: Any = viewer.rows(ClientAlert).filter(client=client)
    return list(_told(rows).order_by("-ends_on", "-pk"))


def locations_of(viewer: Viewer, client: Client) -> list[Any]:
    """Give where the client can be found: the current place first, then the newest."""
    rows: Any = viewer.rows(ClientLocation).filter(client=client)
    return list(_told(rows).order_by("-is_current", "-on", "-pk"))


def deleted_of(viewer: Viewer, client: Client) -> list[Any]:
    """Give the pieces of the client that the viewer's agency deleted, and log the reading."""
    found: list[Any] = []
    for model in _KEPT:
        found += _told(though_deleted(viewer, model).filter(client=client))
    records: tuple[type[Any], ...] = (Service, CurrentLivingSituation)
    for record in records:
        rows: Any = though_deleted(viewer, record).filter(client=client)
        found += rows.select_related("enrollment__project", "change")
    log_reading(viewer, "deleted pieces", client)
    return sorted(found, key=lambda one: (_instant(one.date_deleted), one.pk), reverse=True)


def _instant(moment: datetime) -> datetime:
    """HUD's date-times have no zone, ours have."""
    return moment.replace(tzinfo=None)


def is_kept_private(piece: Any) -> bool:
    """Say whether a piece stays with its agency: it is private, or nobody said and the agency is confidential."""
    if piece.is_private is None:
        return bool(piece.organization.is_confidential)
    return bool(piece.is_private)


def own_stays(viewer: Viewer, client: Client) -> list[Any]:
    """Give the client's stays with the viewer's agency, the newest first: what a piece may belong to."""
    rows = viewer.enrollments.filter(client=client, project__organization=viewer.organization.pk)
    return list(rows.select_related("project").order_by("-entry_date", "-pk"))


def settings_of_pieces(viewer: Viewer, *keys: str) -> dict[str, Any]:
    """Give settings as they hold where the viewer works."""
    rows = viewer.rows(ProjectCoC).filter(project__organization=viewer.organization.pk)
    codes = set(rows.values_list("coc_code", flat=True))
    return settings_at(
        keys,
        organization_id=viewer.organization.pk,
        coc_code=codes.pop() if len(codes) == 1 else None,
    )


def _told(rows: Any) -> Any:
    return rows.select_related("change__account", "organization", "enrollment__project")
