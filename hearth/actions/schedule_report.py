"""Let a report run by itself, or no longer."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied

from hearth.access.report_runs import RIGHT
from hearth.access.report_schedules import own_schedule
from hearth.access.viewer import Viewer
from hearth.actions.notify import notify, usual_receivers
from hearth.records import clock
from hearth.records.models import ReportSchedule


def schedule_report(
    *, viewer: Viewer, report: str, asked: dict[str, Any], period: str, frequency: str, next_on: date
) -> ReportSchedule:
    """Let a report run by itself for the viewer, in the role that they have now. Raises PermissionDenied."""
    if not viewer.may(RIGHT):
        raise PermissionDenied
    return ReportSchedule.objects.create(
        account=viewer.account,
        agency_role=viewer.agency_role,
        organization=viewer.organization,
        report=report,
        asked=asked,
        period=period,
        frequency=frequency,
        next_on=next_on,
    )


def end_schedule(*, viewer: Viewer, schedule_id: uuid.UUID) -> None:
    """End one of the viewer's own schedules; its runs stay. Raises NotVisible."""
    _end(own_schedule(viewer, schedule_id))


def stop_schedule(schedule: ReportSchedule) -> None:
    """End a schedule whose owner may no longer run it, and tell them.

    Of somebody who left, those are told who keep the accounts of the agency.
    """
    _end(schedule)
    if schedule.account.is_active:
        notify("report_schedule_stopped", [schedule.account], address="/reports/")
        return
    event = "report_schedule_of_leaver"
    told = usual_receivers(event, organization_id=schedule.organization_id)
    notify(event, told, facts={"username": schedule.account.username}, address="/reports/")


def moved_on(schedule: ReportSchedule, next_on: date) -> None:
    """Note when a schedule runs next."""
    schedule.next_on = next_on
    schedule.save(update_fields=["next_on"])


def _end(schedule: ReportSchedule) -> None:
    schedule.ended_at = clock.instant()
    schedule.save(update_fields=["ended_at"])
