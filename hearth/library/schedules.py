"""Reports that run by themselves: what is scheduled, and the runs that are due."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from hearth.access.grants import grants
from hearth.access.report_schedules import HOW_OFTEN, going_on, own_schedules, viewer_of_schedule
from hearth.access.viewer import Viewer
from hearth.actions.schedule_report import end_schedule, moved_on, schedule_report, stop_schedule
from hearth.library.kept_period import OPERATING_YEAR, days_kept, kept_as, period_words
from hearth.library.kinds import ReportKind, kind_of
from hearth.library.runs import ReportRefused, start_report

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

__all__ = [
    "Scheduled",
    "end_schedule",
    "frequencies",
    "run_due_reports",
    "schedule",
    "schedules",
]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A schedule in words. `period` is blank for a report that is about the day of its run."""

    id: uuid.UUID
    kind: ReportKind
    programs: list[str]
    coc: str
    period: str
    how_often: str
    next_on: date


def schedules(viewer: Viewer) -> list[Scheduled]:
    """Give the viewer's own schedules that go on, the oldest first."""
    return [
        Scheduled(
            one.pk,
            kind,
            [project["name"] for project in one.asked["projects"]],
            one.asked.get("coc") or "",
            period_words(one.period, one.asked),
            one.get_frequency_display(),
            one.next_on,
        )
        for one in own_schedules(viewer)
        if (kind := kind_of(one.report)) is not None
    ]


def frequencies() -> dict[str, str]:
    """Give how often a report can run by itself: codes, with what they are called."""
    return {code: str(words) for code, words in HOW_OFTEN}


def schedule(viewer: Viewer, run: "ReportRun", *, frequency: str, period: str) -> None:
    """Let a report run by itself as a run of it was asked, for the days that a period is on each day of running.

    `period` is one of `periods_for`, or blank.
    """
    kept: dict[str, Any] = kept_as(period)
    schedule_report(
        viewer=viewer,
        report=run.report,
        period=kept.pop("period"),
        asked={"projects": run.parameters["projects"], "coc": run.parameters.get("coc"), **kept},
        frequency=frequency,
        next_on=next_day(frequency, viewer.today),
    )


def next_day(frequency: str, today: date) -> date:
    """Give the first day after today on which a schedule runs: tomorrow, Monday, or the first of a month."""
    if frequency == "daily":
        return today + timedelta(days=1)
    if frequency == "weekly":
        return today + timedelta(days=8 - today.isoweekday())
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)


def run_due_reports() -> int:
    """Queue the reports whose day has come, each with the rights that its owner has now; give how many.

    A schedule whose owner left, or may no longer run it so, ends, and somebody is told.
    """
    queued = 0
    for schedule_id in list(going_on().values_list("pk", flat=True)):
        with transaction.atomic():
            due = going_on().select_for_update(of=("self",), skip_locked=True).filter(pk=schedule_id).first()
            queued += due is not None and _run_if_due(due)
    return queued


def _run_if_due(due: Any) -> bool:
    viewer = viewer_of_schedule(due)
    if viewer is None:
        stop_schedule(due)
        return False
    if due.next_on > viewer.today:
        return False
    try:
        start, end = _days(viewer, due)
        with transaction.atomic():
            start_report(
                viewer,
                report=due.report,
                project_ids=[uuid.UUID(project["id"]) for project in due.asked["projects"]],
                start=start,
                end=end,
                coc=due.asked.get("coc"),
                schedule=due.pk,
            )
    except (Http404, PermissionDenied, ReportRefused):
        stop_schedule(due)
        return False
    moved_on(due, next_day(due.frequency, viewer.today))
    return True


def _days(viewer: Viewer, due: Any) -> tuple[date, date]:
    """Give the days of a schedule as of today. Raises Http404 for a grant that its owner no longer sees."""
    if not due.period:
        return viewer.today, viewer.today
    days = days_kept(viewer, due.period, due.asked, grants(viewer) if due.period == OPERATING_YEAR else ())
    if days is None:
        raise Http404
    return days
