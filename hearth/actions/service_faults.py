"""What speaks against a service as it was entered: its details, its day, and a night that is there already."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef

from hearth.access.services_offered import services_offered
from hearth.access.viewer import Viewer
from hearth.actions.stamp import person_name
from hearth.records import clock, guard
from hearth.records.models import Client, Enrollment, Exit, Service, ServiceOffered
from hearth.rules.facts import Broken
from hearth.rules.service import is_complete, within_stay, without_stay

ENDS_BEFORE_IT_STARTS: Final = Broken("service/ends_after_start", "The last day is before the first.")


def faults(
    viewer: Viewer,
    enrollments: Sequence[Enrollment],
    given: is_complete.Given,
    on: date,
    *,
    instead_of: Service | None = None,
) -> list[Broken]:
    """Give the breaches of the rules, each about the position of its enrollment; as many queries for one as for many.

    `instead_of` is the service that is being corrected.
    """
    today = clock.today()
    here = services_offered(viewer, enrollments[0].project, on, instead_of=instead_of)
    found = is_complete.broken(given, here.hud)
    ids = [enrollment.pk for enrollment in enrollments]
    rows = guard.everything(Exit, "when did these people leave").filter(enrollment__in=ids, date_deleted=None)
    exit_dates = dict(rows.order_by("exit_date").values_list("enrollment_id", "exit_date"))
    slept = _who_slept(ids, on, instead_of) if given.record_type == within_stay.BED_NIGHT else set()
    for position, enrollment in enumerate(enrollments):
        name = person_name(enrollment.client)
        stay = (enrollment.entry_date, exit_dates.get(enrollment.pk))
        own = within_stay.broken(name, given.record_type, on, *stay, today)
        if enrollment.pk in slept:
            own.append(_twice(name))
        found += [Broken(one.rule, one.text, one.values, about=position) for one in own]
    return found


def faults_without_enrollment(
    clients: Sequence[Client], offered: ServiceOffered, on: date, until: date | None
) -> list[Broken]:
    """Give the breaches by a service that is given to anybody, each once. One query at most."""
    if until is not None and until < on:
        return [ENDS_BEFORE_IT_STARTS]
    enrolled = _enrolled_where_it_is_given(clients, offered, on)
    found: dict[tuple[str, str], Broken] = {}
    for client in clients:
        name = person_name(client)
        program = offered.project.project_name or "" if offered.project and client.pk in enrolled else ""
        for one in without_stay.broken(name, on, clock.today(), client.dob, program):
            found.setdefault((one.text, str(one.values)), one)
    return list(found.values())


def _enrolled_where_it_is_given(
    clients: Sequence[Client], offered: ServiceOffered, on: date
) -> set[uuid.UUID]:
    if offered.project is None:
        return set()
    left = guard.everything(Exit, "whether somebody had left on that day").filter(
        enrollment=OuterRef("pk"), exit_date__lt=on, date_deleted=None
    )
    stays = guard.everything(Enrollment, "whether somebody is enrolled where a service is given").filter(
        ~Exists(left), client__in=clients, project=offered.project, entry_date__lte=on, date_deleted=None
    )
    return set(stays.values_list("client_id", flat=True))


def night_is_there(service: Service) -> list[Broken]:
    """Give the breach by bringing back a bed night of a day that has another one by now."""
    if service.record_type != within_stay.BED_NIGHT:
        return []
    slept = _who_slept([service.enrollment_id], service.date_provided, service)
    return [_twice(person_name(service.client))] if slept else []


def _twice(name: str) -> Broken:
    return Broken(
        "service/one_bed_night_a_day", "%(name)s already has a bed night on that day.", {"name": name}
    )


def _who_slept(ids: Sequence[uuid.UUID], on: date, instead_of: Service | None) -> set[uuid.UUID]:
    rows = guard.everything(Service, "is this night already recorded").filter(
        enrollment__in=ids, record_type=within_stay.BED_NIGHT, date_provided=on, date_deleted=None
    )
    if instead_of is not None:
        rows = rows.exclude(pk=instead_of.pk)
    return set(rows.values_list("enrollment_id", flat=True))
