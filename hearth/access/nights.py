"""The nights of a night-by-night shelter, as a viewer sees them: who is there, who is expected, who was there lately.

A bed night is a Service (4.14). Which night it is follows the shelter's own hour and the zone of its CoC.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, Subquery

from hearth.access.viewer import NotVisible, Viewer
from hearth.records import clock, guard
from hearth.records.models import Absence, Enrollment, Exit, Project, ProjectCoC, Reservation, Service
from hearth.records.setting import settings_at
from hearth.rules.service.night import night_at
from hearth.rules.service.within_stay import BED_NIGHT

if TYPE_CHECKING:
    from django.db.models import QuerySet

NIGHT_BY_NIGHT = 1
_SETTINGS = ("bed_night_ends_at_hour", "attendance_back_days", "attendance_recent_months")
_DAYS_IN_A_MONTH = 30.44
# Of those who were there lately so many are listed; the search finds the rest.
RECENT_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Shelter:
    """A night-by-night shelter, the night that it is there now, and what its settings say."""

    project: Project
    tonight: date
    back_days: int
    recent_months: int

    @property
    def first_night(self) -> date:
        """How far back attendance is taken by who may do nothing else."""
        return self.tonight - timedelta(days=self.back_days)

    def recent_since(self, night: date) -> date:
        return night - timedelta(days=round(self.recent_months * _DAYS_IN_A_MONTH))


@dataclass(slots=True)
class Guest:
    """One enrolled person on the page of a night."""

    enrollment: Enrollment
    # The bed night, where there is one, and the absence, where that was said.
    here: Any = None
    absent: Any = None
    # The night before this one that they slept there last.
    slept_last: date | None = None
    # Another shelter of the agency where they are checked in the same night.
    elsewhere: str = ""
    # Slept there the night before, or has a bed reserved for this one (its name).
    is_expected: bool = False
    reserved: str = ""
    # Why the last tap for them was not done.
    refused: str = ""

    @property
    def client(self) -> Any:
        return self.enrollment.client


@dataclass(slots=True)
class Night:
    """Everybody whom the page of a night lists, each once."""

    on: date
    here: list[Guest] = field(default_factory=list)
    expected: list[Guest] = field(default_factory=list)
    absent: list[Guest] = field(default_factory=list)
    recent: list[Guest] = field(default_factory=list)
    # How many more were there lately than are listed.
    more_recent: int = 0


def shelters(viewer: Viewer) -> list[Shelter]:
    """Give the night-by-night shelters that the viewer sees and that are open, by name."""
    rows = with_coc(viewer.projects, viewer.project_cocs).order_by("project_name", "pk")
    return [shelter_from(viewer, row) for row in rows if _is_open(viewer, row)]


def shelter(viewer: Viewer, project_id: uuid.UUID) -> Shelter:
    """Give one of them. Raises NotVisible for a program that is none, or not the viewer's to see."""
    project = with_coc(viewer.projects, viewer.project_cocs).filter(pk=project_id).first()
    if project is None:
        raise NotVisible("There is no such shelter.")
    return shelter_from(viewer, project)


def with_coc(projects: "QuerySet[Project]", cocs: "QuerySet[ProjectCoC]") -> "QuerySet[Any]":
    """Give those of the programs that are night-by-night shelters, each with the code of its CoC."""
    code = cocs.filter(project=OuterRef("pk")).order_by("coc_code").values("coc_code")[:1]
    rows = projects.filter(project_type=NIGHT_BY_NIGHT).select_related("organization")
    return rows.annotate(coc_code=Subquery(code))


def night_of(viewer: Viewer, place: Shelter, on: date) -> Night:
    """Give the lists of a night: three queries for any number of people."""
    nights = _bed_nights(viewer, place, on)
    found: dict[uuid.UUID, Guest] = {}
    elsewhere: dict[uuid.UUID, str] = {}
    for one in nights:
        if one.enrollment.project_id == place.project.pk:
            found[one.enrollment_id] = Guest(one.enrollment, here=one)
        else:
            elsewhere[one.client_id] = one.enrollment.project.project_name or ""
    recent = _recent(viewer, place, on)
    for row in recent:
        guest = found.setdefault(row.pk, Guest(row))
        guest.slept_last, guest.reserved = row.slept_last, row.reserved or ""
        guest.is_expected = bool(row.reserved) or row.slept_last == on - timedelta(days=1)
    for absence in _absences(viewer, place, on):
        if absence.enrollment_id in found:
            found[absence.enrollment_id].absent = absence
    told = Night(on)
    for guest in sorted(found.values(), key=_by_name):
        guest.elsewhere = elsewhere.get(guest.enrollment.client_id, "")
        _list_of(told, guest).append(guest)
    told.more_recent = max(0, len(told.recent) - RECENT_AT_MOST)
    del told.recent[RECENT_AT_MOST:]
    return told


def guests_found(
    viewer: Viewer,
    place: Shelter,
    on: date,
    *,
    client_ids: Iterable[uuid.UUID] = (),
    enrollment_ids: Iterable[uuid.UUID] = (),
) -> list[Guest]:
    """Give these people as guests of a night: enrolled clients with their households, or these enrollments alone."""
    enrolled = enrolled_on(viewer.enrollments, place.project, on)
    rows: Any = enrolled.filter(pk__in=list(enrollment_ids))
    if clients := list(client_ids):
        own = guard.everything(Enrollment, "whose household somebody is in").filter(
            client__in=clients,
            project=place.project,
            source=OuterRef("source"),
            household_id=OuterRef("household_id"),
            date_deleted=None,
        )
        rows = enrolled.filter(Exists(own))
    last = _nights_before(place, on).order_by("-date_provided").values("date_provided")[:1]
    rows = rows.select_related("client").annotate(
        slept_last=Subquery(last), reserved=Subquery(_reserved(place, on))
    )
    found = {
        row.pk: Guest(row, slept_last=row.slept_last, reserved=row.reserved or "")
        for row in rows.order_by("relationship_to_hoh", "client__dob", "pk")
    }
    of_client: dict[uuid.UUID, list[Guest]] = {}
    for guest in found.values():
        of_client.setdefault(guest.enrollment.client_id, []).append(guest)
    for one in _bed_nights(viewer, place, on).filter(client__in=list(of_client)):
        for guest in of_client[one.client_id]:
            if one.enrollment.project_id == place.project.pk:
                guest.here = one
            else:
                guest.elsewhere = one.enrollment.project.project_name or ""
    for absence in _absences(viewer, place, on).filter(enrollment__in=list(found)):
        found[absence.enrollment_id].absent = absence
    for guest in found.values():
        guest.is_expected = bool(guest.reserved) or guest.slept_last == on - timedelta(days=1)
    return list(found.values())


def here_count(viewer: Viewer, places: Iterable[Shelter], on: date | None = None) -> dict[uuid.UUID, int]:
    """Give how many are checked in tonight (or on another night), by program. One query."""
    tonight = Q(pk__in=[])
    for place in places:
        tonight |= Q(enrollment__project=place.project.pk, date_provided=on or place.tonight)
    rows = viewer.services.filter(tonight, record_type=BED_NIGHT)
    counts: dict[uuid.UUID, int] = {}
    for project_id in rows.values_list("enrollment__project", flat=True):
        counts[project_id] = counts.get(project_id, 0) + 1
    return counts


def enrolled_on(rows: "QuerySet[Enrollment]", project: Project, on: date) -> "QuerySet[Enrollment]":
    """Give those of the enrollments that a bed night of that date may belong to."""
    exits = guard.everything(Exit, "who sees an enrollment sees that it ended")
    ended = exits.filter(enrollment=OuterRef("pk"), exit_date__lte=on, date_deleted=None)
    return rows.filter(~Exists(ended), project=project, entry_date__lte=on)


def shelter_from(viewer: Viewer, project: Any) -> Shelter:
    """Give the night that it is at a shelter that `with_coc` gave, and its settings."""
    told = settings_at(_SETTINGS, organization_id=project.organization_id, coc_code=project.coc_code)
    there = clock.instant().astimezone(viewer.zones.get(project.coc_code or "", viewer.zone))
    return Shelter(
        project,
        night_at(there, int(told["bed_night_ends_at_hour"])),
        int(told["attendance_back_days"]),
        int(told["attendance_recent_months"]),
    )


def _is_open(viewer: Viewer, project: Any) -> bool:
    return project.operating_end_date is None or project.operating_end_date >= viewer.today


def _bed_nights(viewer: Viewer, place: Shelter, on: date) -> "QuerySet[Any]":
    """Give the bed nights of that date in every shelter of the agency: also those that double one here."""
    rows = viewer.services.filter(
        record_type=BED_NIGHT,
        date_provided=on,
        enrollment__project__organization=place.project.organization_id,
    )
    return rows.select_related("enrollment__client", "enrollment__project", "change__account")


def _nights_before(place: Shelter, on: date) -> "QuerySet[Service]":
    rows = guard.everything(Service, "who sees an enrollment here sees its nights")
    return rows.filter(
        enrollment=OuterRef("pk"),
        record_type=BED_NIGHT,
        date_provided__lt=on,
        date_provided__gte=place.recent_since(on),
        date_deleted=None,
    )


def _recent(viewer: Viewer, place: Shelter, on: date) -> list[Any]:
    rows: Any = enrolled_on(viewer.enrollments, place.project, on).select_related("client")
    last = _nights_before(place, on).order_by("-date_provided").values("date_provided")[:1]
    rows = rows.annotate(slept_last=Subquery(last), reserved=Subquery(_reserved(place, on)))
    lately = Q(slept_last__isnull=False) | Q(entry_date__gte=place.recent_since(on))
    return list(rows.filter(lately | Q(reserved__isnull=False)))


def _reserved(place: Shelter, on: date) -> "QuerySet[Any, Any]":
    """Give the bed that is kept there for an enrollment's client that night, by its name."""
    rows = guard.everything(Reservation, "who sees an enrollment here sees that a bed is kept").filter(
        client=OuterRef("client"),
        bed__unit__project=place.project,
        state__in=(Reservation.State.RESERVED, Reservation.State.ARRIVED),
        first_night__lte=on,
        last_night__gte=on,
        date_deleted=None,
    )
    return rows.order_by("pk").values("bed__name")[:1]


def _absences(viewer: Viewer, place: Shelter, on: date) -> "QuerySet[Absence]":
    rows = viewer.rows(Absence).filter(on=on, enrollment__project=place.project)
    return rows.select_related("change__account")


def _list_of(told: Night, guest: Guest) -> list[Guest]:
    if guest.here is not None:
        return told.here
    if guest.absent is not None:
        return told.absent
    return told.expected if guest.is_expected else told.recent


def _by_name(guest: Guest) -> tuple[str, str, str]:
    client = guest.client
    return client.last_name_plain, client.first_name_plain, str(guest.enrollment.pk)
