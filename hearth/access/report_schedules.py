"""The reports that run by themselves for a person, and who they run as."""

import uuid
from typing import TYPE_CHECKING

from hearth.access.report_runs import viewer_in_role
from hearth.access.viewer import NotVisible, Viewer
from hearth.records.models import Frequency, ReportSchedule

if TYPE_CHECKING:
    from django.db.models import QuerySet


# How often a report can run by itself: each code with what it is called.
HOW_OFTEN = Frequency.choices


def own_schedules(viewer: Viewer) -> "QuerySet[ReportSchedule]":
    """Give the viewer's own schedules that go on."""
    return ReportSchedule.objects.filter(account=viewer.account, ended_at=None)


def own_schedule(viewer: Viewer, schedule_id: uuid.UUID) -> ReportSchedule:
    """Give one of them. Raises NotVisible."""
    found = own_schedules(viewer).filter(pk=schedule_id).first()
    if found is None:
        raise NotVisible("There is no such schedule.")
    return found


def going_on() -> "QuerySet[ReportSchedule]":
    """Give every schedule that goes on, to the job that runs them."""
    return ReportSchedule.objects.filter(ended_at=None).select_related("account", "agency_role")


def viewer_of_schedule(schedule: ReportSchedule) -> Viewer | None:
    """Give the person a schedule runs as, with the rights that they have now; None where they may run no report."""
    if schedule.agency_role_id is None:
        return None
    return viewer_in_role(schedule.account, schedule.agency_role_id)
