"""The beds of a program as a board: free, taken, reserved or offline. Names come through the viewer.

Whether a bed is taken is asked past the viewer: a bed whose sleeper one may not see is taken all the same.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, Subquery

from hearth.access.fitting_beds import households_on, misfit
from hearth.access.nights import NIGHT_BY_NIGHT, enrolled_on, shelter_from
from hearth.access.viewer import NotVisible, Viewer
from hearth.records import guard
from hearth.records.models import Bed, BedOffline, BedStay, OfflineReason, Project, Reservation, Unit

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hearth.records.models import Client

__all__ = [
    "BedOnBoard",
    "OfflineReason",
    "bed_stays_of",
    "board",
    "program",
    "programs_with_beds",
    "say_who_fits",
    "why_unfit",
    "without_bed",
]

STANDS = (Reservation.State.RESERVED, Reservation.State.ARRIVED)
# So far ahead the board tells of reservations.
_AHEAD = timedelta(days=60)


@dataclass(slots=True)
class BedOnBoard:
    """One bed on a day."""

    bed: Any
    # "free", "taken", "reserved" (for that night) or "offline".
    state: str = "free"
    # The stay and the reservation, where the viewer may see whose they are.
    stay: Any = None
    reservation: Any = None
    # Reservations of that night and later ones, the next first.
    coming: list[Any] = field(default_factory=list)
    # Why whoever has it is not of those whom it is for, and which enrollments without a bed are not.
    misfit: list[str] = field(default_factory=list)
    unfit: set[uuid.UUID] = field(default_factory=set)

    @property
    def offline_why(self) -> str:
        """Why the bed cannot be slept in; nothing where it can."""
        reason = self.bed.offline_reason
        return str(OfflineReason(reason).label) if reason else ""


def board(viewer: Viewer, project: Project, on: date) -> list[tuple[Any, list[BedOnBoard]]]:
    """Give the units of a program with their beds. Three queries for any number of beds."""
    beds = viewer.rows(Bed).filter(unit__project=project, unit__date_deleted=None)
    offline = viewer.rows(BedOffline).filter(_on(on), bed=OuterRef("pk"), starts_on__lte=on)
    last = offline.order_by("-starts_on", "pk")
    rows: Any = beds.annotate(
        offline_reason=Subquery(last.values("reason")[:1]),
        offline_since=Subquery(last.values("starts_on")[:1]),
    )
    rows = rows.select_related("unit__building").order_by("unit__building__name", "unit__name", "name", "pk")
    found = {row.pk: BedOnBoard(row, "offline" if row.offline_since else "free") for row in rows}
    _put_reservations(viewer, found, on)
    stays = Q(bed__in=list(found), starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gt=on))
    for stay in _anybodys(viewer, BedStay, stays):
        place = found[stay.bed_id]
        place.state, place.stay = "taken", stay if stay.is_seen else None
    units: dict[uuid.UUID, tuple[Any, list[BedOnBoard]]] = {}
    for one in found.values():
        units.setdefault(one.bed.unit_id, (one.bed.unit, []))[1].append(one)
    return list(units.values())


def say_who_fits(
    viewer: Viewer, project: Project, beds: Iterable[BedOnBoard], guests: Iterable[Any], on: date
) -> None:
    """Say of each bed why who has it does not fit, and which of the guests would not. One query at most."""
    beds, waiting = list(beds), [guest.pk for guest in guests]
    households = households_on(viewer, project, [one.bed for one in beds], on)
    # Beds of one unit that are kept for the same people are for the same guests.
    unfit: dict[Any, set[uuid.UUID]] = {}
    for one in beds:
        if one.stay is not None:
            one.misfit = misfit(one.bed, households.get(one.stay.enrollment_id))
        elif households:
            kind = (one.bed.unit_id, one.bed.dedicated)
            if kind not in unfit:
                unfit[kind] = {pk for pk in waiting if misfit(one.bed, households.get(pk))}
            one.unfit = unfit[kind]


def why_unfit(viewer: Viewer, project: Project, bed_id: uuid.UUID, enrollment_id: uuid.UUID, on: date) -> str:
    """Give why somebody's household is not of those whom a bed is for; nothing where it is. Two queries at most."""
    bed = viewer.rows(Bed).filter(pk=bed_id).select_related("unit").first()
    if bed is None:
        return ""
    return " ".join(misfit(bed, households_on(viewer, project, [bed], on).get(enrollment_id)))


def bed_stays_of(viewer: Viewer, client: "Client") -> list[Any]:
    """Give the beds that a client has and had, the latest first. One query."""
    rows = viewer.rows(BedStay).filter(client=client).select_related("bed__unit", "enrollment__project")
    return list(rows.order_by("-starts_on", "pk"))


def without_bed(viewer: Viewer, project: Project, on: date) -> list[Any]:
    """Give the enrollments of the program that have no bed then, by name. One query."""
    has = guard.everything(BedStay, "who has a bed already").filter(
        enrollment=OuterRef("pk"), ends_on=None, date_deleted=None
    )
    rows = enrolled_on(viewer.enrollments, project, on).filter(~Exists(has)).select_related("client")
    return list(rows.order_by("client__last_name_plain", "client__first_name_plain", "pk")[:500])


def program(viewer: Viewer, project_id: uuid.UUID) -> tuple[Any, date]:
    """Give a program and the day of its board: at a night-by-night shelter the night that it is there.

    Raises NotVisible.
    """
    code = viewer.project_cocs.filter(project=OuterRef("pk")).order_by("coc_code").values("coc_code")[:1]
    rows: Any = viewer.projects.select_related("organization").annotate(coc_code=Subquery(code))
    project = rows.filter(pk=project_id).first()
    if project is None:
        raise NotVisible("There is no such program.")
    if project.project_type == NIGHT_BY_NIGHT:
        return project, shelter_from(viewer, project).tonight
    return project, viewer.today


def programs_with_beds(viewer: Viewer) -> "QuerySet[Project]":
    """Give the programs of the viewer's that have units, by name."""
    units = guard.everything(Unit, "who sees a program sees whether it has units").filter(
        project=OuterRef("pk"), date_deleted=None
    )
    rows = viewer.projects.filter(Exists(units)).select_related("organization")
    return rows.order_by("project_name", "pk")


def _put_reservations(viewer: Viewer, found: dict[uuid.UUID, BedOnBoard], on: date) -> None:
    asked = Q(bed__in=list(found), last_night__gte=on, first_night__lte=on + _AHEAD, state__in=STANDS)
    for one in sorted(_anybodys(viewer, Reservation, asked), key=lambda each: each.first_night):
        place = found[one.bed_id]
        if one.first_night <= on and place.state == "free":
            place.state = "reserved"
        if one.is_seen:
            place.coming.append(one)
            if one.first_night <= on:
                place.reservation = one


def _anybodys(viewer: Viewer, model: type[Any], asked: Q) -> list[Any]:
    """Give whosever rows these are, each with `is_seen`: of one that is not, nothing but the bed may be told."""
    rows = guard.everything(model, "a bed is taken, or reserved, for whomever").filter(
        asked, date_deleted=None
    )
    seen = viewer.rows(model).filter(pk=OuterRef("pk"))
    return list(rows.annotate(is_seen=Exists(seen)).select_related("client"))


def _on(on: date) -> Q:
    return Q(ends_on=None) | Q(ends_on__gte=on)
