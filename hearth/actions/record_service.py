"""Record one service for the chosen members of a household, or for many people of one program; correct one."""

import uuid
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.check_in import lock_people
from hearth.actions.holds_clients_here import stop_if_kept_out
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refusal import stop_if
from hearth.actions.service_faults import faults
from hearth.actions.stamp import born
from hearth.actions.stay_records import own_record
from hearth.records import clock
from hearth.records.models import Enrollment, Project, Service
from hearth.records.write import change
from hearth.rules.service import is_complete, within_stay


def record_service(
    *,
    viewer: Viewer,
    enrollments: Sequence[Enrollment],
    record_type: int,
    type_provided: int,
    on: date,
    sub_type: int | None = None,
    other_words: str | None = None,
    amount: Decimal | None = None,
    referral_outcome: int | None = None,
    covers_from: date | None = None,
    covers_until: date | None = None,
) -> list[Service]:
    """Record the service for each enrollment of one program and give the rows, in the same order.

    `other_words` are kept in the column that HUD has for the type (OtherTypeProvided or MovingOnOtherType);
    `covers_from` and `covers_until` are the days that a payment of SSVF covers (V3.1, V3.4).

    Raises PermissionDenied without the right, NotVisible for enrollments the viewer does not see, NotDone for
    broken rules. In each case nothing is stored.
    """
    project = program_served(viewer, enrollments)
    stop_if_kept_elsewhere(*enrollments)
    stop_if_kept_out(project, on)
    given = is_complete.Given(
        record_type, type_provided, sub_type, other_words, amount, referral_outcome, covers_from, covers_until
    )
    with change(by=viewer.account, action="record_service"):
        if record_type == within_stay.BED_NIGHT:
            lock_people([enrollment.client_id for enrollment in enrollments])
        stop_if(faults(viewer, enrollments, given, on))
        own, values = born(viewer), _columns(given, on)
        rows = [
            Service(
                enrollment=enrollment,
                client_id=enrollment.client_id,
                **values,
                **{**own, "hud_id": Service.new_hud_id()},
            )
            for enrollment in enrollments
        ]
        return Service.objects.bulk_create(rows)


def correct_service(*, viewer: Viewer, service_id: uuid.UUID, given: is_complete.Given, on: date) -> Service:
    """Correct a service that the viewer's agency recorded; what stood there before stays in its history.

    Raises PermissionDenied, NotVisible, NotDone for broken rules or a record that is kept elsewhere.
    """
    service: Service = own_record(viewer, "service", service_id)
    stop_if_kept_elsewhere(service)
    with change(by=viewer.account, action="correct_service"):
        stop_if(faults(viewer, [service.enrollment], given, on, instead_of=service))
        different = {
            name: value for name, value in _columns(given, on).items() if getattr(service, name) != value
        }
        if different:
            for name, value in {**different, "date_updated": clock.now(), "user": viewer.hud_user}.items():
                setattr(service, name, value)
            service.save(update_fields=[*different, "date_updated", "user"])
    return service


def program_served(viewer: Viewer, enrollments: Sequence[Enrollment]) -> Project:
    """Give the one program of these enrollments, where the viewer may record services. One query for any number.

    Raises NotVisible for enrollments that the viewer does not see or that are of several programs, PermissionDenied.
    """
    wanted = {enrollment.id for enrollment in enrollments}
    rows = list(viewer.enrollments.filter(id__in=wanted).select_related("project__organization"))
    if not wanted or len(rows) != len(wanted):
        raise NotVisible("There is no such enrollment.")
    project, *others = {row.project_id: row.project for row in rows}.values()
    if others:
        raise NotVisible("There is no such enrollment in this program.")
    if not viewer.may("record_service", project):
        raise PermissionDenied
    return project


def _columns(given: is_complete.Given, on: date) -> dict[str, Any]:
    is_moving_on = given.record_type == is_complete.MOVING_ON
    return {
        "date_provided": on,
        "record_type": given.record_type,
        "type_provided": given.type_provided,
        "sub_type_provided": given.sub_type,
        "other_type_provided": None if is_moving_on else given.other_words,
        "moving_on_other_type": given.other_words if is_moving_on else None,
        "fa_amount": given.amount,
        "fa_start_date": given.covers_from,
        "fa_end_date": given.covers_until,
        "referral_outcome": given.referral_outcome,
    }
