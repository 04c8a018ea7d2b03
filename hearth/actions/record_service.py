"""Record one service for the chosen members of a household."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.holds_clients_here import stop_if_kept_out
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refusal import stop_if
from hearth.actions.stamp import born, person_name
from hearth.records import clock, guard
from hearth.records.models import Enrollment, Exit, Service
from hearth.records.write import change
from hearth.rules.facts import Broken
from hearth.rules.service import is_complete, within_stay
from hearth.rules.service.offered import offered


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
) -> list[Service]:
    """Record the service for each enrollment and give the rows, in the same order.

    `other_words` are kept in the column that HUD has for the type (OtherTypeProvided or MovingOnOtherType).

    Raises PermissionDenied without the right, NotVisible for enrollments the viewer does not see, NotDone for
    broken rules. In each case nothing is stored.
    """
    _check_visible(viewer, enrollments)
    stop_if_kept_elsewhere(*enrollments)
    stop_if_kept_out(enrollments[0].project, on)
    given = is_complete.Given(record_type, type_provided, sub_type, other_words, amount, referral_outcome)
    with change(by=viewer.account, action="record_service"):
        stop_if(_broken(viewer, enrollments, given, on))
        return [_record(viewer, enrollment, given, on) for enrollment in enrollments]


def _check_visible(viewer: Viewer, enrollments: Sequence[Enrollment]) -> None:
    wanted = {enrollment.id for enrollment in enrollments}
    rows = list(viewer.enrollments.filter(id__in=wanted).select_related("project"))
    if not wanted or len(rows) != len(wanted):
        raise NotVisible("There is no such enrollment.")
    if not all(viewer.may("record_service", row.project) for row in rows):
        raise PermissionDenied


def _broken(
    viewer: Viewer,
    enrollments: Sequence[Enrollment],
    given: is_complete.Given,
    on: date,
) -> list[Broken]:
    today = clock.today()
    project = enrollments[0].project
    funders = viewer.funders.filter(project=project).values_list("funder", flat=True)
    found = is_complete.broken(given, offered(project.project_type, [code for code in funders if code]))
    rows = guard.everything(Exit, "when did these people leave").filter(
        enrollment__in=[enrollment.id for enrollment in enrollments], date_deleted=None
    )
    exit_dates = dict(rows.values_list("enrollment_id", "exit_date"))
    for position, enrollment in enumerate(enrollments):
        name = person_name(enrollment.client)
        stay = (enrollment.entry_date, exit_dates.get(enrollment.id))
        own = within_stay.broken(name, given.record_type, on, *stay, today)
        if given.record_type == within_stay.BED_NIGHT and _has_bed_night(enrollment, on):
            own.append(
                Broken(
                    "service/one_bed_night_a_day",
                    "%(name)s already has a bed night on that day.",
                    {"name": name},
                )
            )
        found += [Broken(one.rule, one.text, one.values, about=position) for one in own]
    return found


def _has_bed_night(enrollment: Enrollment, on: date) -> bool:
    rows = guard.everything(Service, "is this night already recorded")
    return rows.filter(
        enrollment=enrollment,
        record_type=within_stay.BED_NIGHT,
        date_provided=on,
        date_deleted=None,
    ).exists()


def _record(viewer: Viewer, enrollment: Enrollment, given: is_complete.Given, on: date) -> Service:
    is_moving_on = given.record_type == is_complete.MOVING_ON
    service = Service(
        enrollment=enrollment,
        client_id=enrollment.client_id,
        date_provided=on,
        record_type=given.record_type,
        type_provided=given.type_provided,
        sub_type_provided=given.sub_type,
        other_type_provided=None if is_moving_on else given.other_words,
        moving_on_other_type=given.other_words if is_moving_on else None,
        fa_amount=given.amount,
        referral_outcome=given.referral_outcome,
        **born(viewer),
    )
    service.save()
    return service
