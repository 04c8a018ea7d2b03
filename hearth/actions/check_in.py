"""Check people in for a night at a night-by-night shelter, and undo it.

Four people tap at one door, and a tap whose answer was lost is sent again. Each tap has an id that the page made: the
row that it writes gets its id from it, so the same tap writes one row however often it comes. Two different taps for
one person wait for each other at the person's row, and the second finds the first one's night.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied

from hearth.access.nights import NIGHT_BY_NIGHT, Shelter
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.holds_clients_here import stop_if_kept_out
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refusal import stop_if
from hearth.actions.reserve_bed import arrive
from hearth.actions.stamp import born, person_name
from hearth.records import clock, guard
from hearth.records.models import Absence, Client, Enrollment, Exit, Service
from hearth.records.write import change
from hearth.rules.facts import Broken
from hearth.rules.service import within_stay

RIGHT = "take_attendance"
_BED_NIGHT = within_stay.BED_NIGHT


def check_in(
    *, viewer: Viewer, place: Shelter, on: date, enrollment_ids: Iterable[uuid.UUID], tap: uuid.UUID
) -> list[Service]:
    """Record the night for each of the people and give their bed nights, the ones that stood there already too.

    Raises PermissionDenied without the right or for a night too far back, NotVisible for enrollments that the viewer
    does not see or that are of another program, NotDone for broken rules. In each case nothing is stored.
    """
    check_may(viewer, place, on)
    enrollments = enrolled_here(viewer, place, enrollment_ids)
    return record_nights(viewer=viewer, place=place, on=on, enrollments=enrollments, tap=tap)


def record_nights(
    *, viewer: Viewer, place: Shelter, on: date, enrollments: Sequence[Enrollment], tap: uuid.UUID
) -> list[Service]:
    """Record the night for people whose place there was looked up already. Who may do that, the caller has asked."""
    stop_if_kept_elsewhere(*enrollments)
    stop_if_kept_out(place.project, on)
    with change(by=viewer.account, action="check_in"):
        lock_people(one.client_id for one in enrollments)
        stop_if(_broken(place, enrollments, on))
        standing = _standing(place, enrollments, on)
        _take_absences_back(enrollments, on)
        arrive(enrollments, on)
        return [
            standing.get(one.client_id) or _night(viewer, one, on, uuid.uuid5(tap, str(one.pk)))
            for one in enrollments
        ]


def undo_check_in(*, viewer: Viewer, place: Shelter, on: date, enrollment_id: uuid.UUID) -> None:
    """Take back a bed night, whoever recorded it: who stands at the door mends what was tapped wrongly there.

    Does nothing where there is none. Raises what `check_in` raises.
    """
    check_may(viewer, place, on)
    [enrollment] = enrolled_here(viewer, place, [enrollment_id])
    stop_if_kept_elsewhere(enrollment)
    with change(by=viewer.account, action="undo_check_in"):
        lock_people([enrollment.client_id])
        now = clock.now()
        rows = viewer.services.filter(enrollment=enrollment, record_type=_BED_NIGHT, date_provided=on)
        for night in rows:
            night.date_deleted = night.date_updated = now
            night.user = viewer.hud_user
            night.save(update_fields=["date_deleted", "date_updated", "user"])


def check_may(viewer: Viewer, place: Shelter, on: date) -> None:
    """Raise PermissionDenied without the right there, or for a night further back than it reaches."""
    if place.project.project_type != NIGHT_BY_NIGHT:
        raise NotVisible("There is no such shelter.")
    if not viewer.may(RIGHT, place.project) or place.project.organization_id != viewer.organization.pk:
        raise PermissionDenied
    if on < place.first_night and not viewer.may("record_service", place.project):
        raise PermissionDenied


def enrolled_here(viewer: Viewer, place: Shelter, enrollment_ids: Iterable[uuid.UUID]) -> list[Enrollment]:
    """Give these enrollments of the shelter. Raises NotVisible unless the viewer sees every one."""
    wanted = set(enrollment_ids)
    rows = viewer.enrollments.filter(pk__in=wanted, project=place.project).select_related("client")
    found = list(rows.order_by("relationship_to_hoh", "pk"))
    if not wanted or len(found) != len(wanted):
        raise NotVisible("There is no such enrollment.")
    return found


def lock_people(client_ids: Iterable[uuid.UUID]) -> None:
    """Let whoever records a night for the same people wait. Only inside a change."""
    rows = guard.everything(Client, "one bed night a night, whoever records it").filter(
        pk__in=set(client_ids)
    )
    # Ordered, so that two who check in overlapping families do not wait for each other for ever.
    list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _broken(place: Shelter, enrollments: Sequence[Enrollment], on: date) -> list[Broken]:
    exits = guard.everything(Exit, "when did these people leave").filter(
        enrollment__in=[one.pk for one in enrollments], date_deleted=None
    )
    ended = dict(exits.order_by("exit_date").values_list("enrollment_id", "exit_date"))
    found = []
    for position, one in enumerate(enrollments):
        name = person_name(one.client)
        stay = (one.entry_date, ended.get(one.pk))
        for each in within_stay.broken(name, _BED_NIGHT, on, *stay, place.tonight):
            found.append(Broken(each.rule, each.text, each.values, about=position))
    return found


def _standing(place: Shelter, enrollments: Sequence[Enrollment], on: date) -> dict[uuid.UUID, Service]:
    """Give the bed nights that are there already, by client."""
    rows = guard.everything(Service, "is this night already recorded").filter(
        client__in=[one.client_id for one in enrollments],
        enrollment__project=place.project,
        record_type=_BED_NIGHT,
        date_provided=on,
        date_deleted=None,
    )
    return {row.client_id: row for row in rows.order_by("-date_created", "-pk")}


def _night(viewer: Viewer, enrollment: Enrollment, on: date, key: uuid.UUID) -> Service:
    """Store the night, unless this very tap stored it before: taken back since, it stays taken back."""
    rows = guard.everything(Service, "was this tap recorded before")
    before = rows.filter(pk=key, enrollment=enrollment, date_provided=on).first()
    if before is not None:
        return before
    night = Service(
        id=key,
        enrollment=enrollment,
        client_id=enrollment.client_id,
        date_provided=on,
        record_type=_BED_NIGHT,
        type_provided=_BED_NIGHT,
        **born(viewer),
    )
    night.save(force_insert=True)
    return night


def _take_absences_back(enrollments: Sequence[Enrollment], on: date) -> None:
    """Who was marked absent and came after all is not absent any more."""
    rows = guard.everything(Absence, "who came after all").filter(
        enrollment__in=[one.pk for one in enrollments], on=on, date_deleted=None
    )
    rows.update(date_deleted=clock.instant())
