"""Reports that run by themselves: what is scheduled, and the runs that are due."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from hearth.access.grants import Grant, grant_of, grants
from hearth.access.report_schedules import HOW_OFTEN, going_on, own_schedules, viewer_of_schedule
from hearth.access.viewer import Viewer
from hearth.actions.schedule_report import end_schedule, moved_on, schedule_report, stop_schedule
from hearth.library.kinds import ReportKind, kind_of
from hearth.library.periods import days_of, period_of, periods
from hearth.library.runs import ReportRefused, start_report

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

__all__ = [
    "Scheduled",
    "end_schedule",
    "frequencies",
    "periods_for",
    "run_due_reports",
    "schedule",
    "schedules",
    "usual_period",
]

# The period of a schedule that keeps the number of a grant beside it.
_OPERATING_YEAR = "operating_year"


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
            _period_words(one.period, one.asked),
            one.get_frequency_display(),
            one.next_on,
        )
        for one in own_schedules(viewer)
        if (kind := kind_of(one.report)) is not None
    ]


def frequencies() -> dict[str, str]:
    """Give how often a report can run by itself: codes, with what they are called."""
    return {code: str(words) for code, words in HOW_OFTEN}


def periods_for(viewer: Viewer, run: "ReportRun") -> dict[str, str]:
    """Give the periods that a run can be scheduled for: those of every report, and the operating year of each grant.

    A grant is offered where it pays for all programs of the run.
    """
    paying = {_code_of(grant): _operating_year_of(grant.identifier) for grant in _paying(viewer, run)}
    return periods() | paying


def usual_period(viewer: Viewer, run: "ReportRun") -> str:
    """Give the period of `periods_for` that the days of a run are: a moving one, a grant's year, else last month."""
    start, end = (date.fromisoformat(run.parameters[name]) for name in ("start", "end"))
    of_grant = (_code_of(grant) for grant in _paying(viewer, run) if grant.year == (start, end))
    return period_of(start, end, viewer.today) or next(of_grant, "last_month")


def _paying(viewer: Viewer, run: "ReportRun") -> list[Grant]:
    programs = {project["id"] for project in run.parameters["projects"]}
    return [
        grant
        for grant in grants(viewer)
        if programs and programs <= {str(project.id) for project in grant.projects}
    ]


def _code_of(grant: Grant) -> str:
    return f"{_OPERATING_YEAR}:{grant.identifier}"


def _operating_year_of(number: str) -> str:
    return _("Last operating year of grant %(number)s") % {"number": number}


def _period_words(period: str, asked: dict[str, Any]) -> str:
    return _operating_year_of(asked["grant"]) if period == _OPERATING_YEAR else periods().get(period, "")


def schedule(viewer: Viewer, run: "ReportRun", *, frequency: str, period: str) -> None:
    """Let a report run by itself as a run of it was asked, for the days that a period is on each day of running.

    `period` is one of `periods_for`.
    """
    asked: dict[str, Any] = {"projects": run.parameters["projects"], "coc": run.parameters.get("coc")}
    period, _colon, number = period.partition(":")
    if period == _OPERATING_YEAR:
        asked["grant"] = number
    schedule_report(
        viewer=viewer,
        report=run.report,
        asked=asked,
        period=period,
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
    if due.period != _OPERATING_YEAR:
        return days_of(due.period, viewer.today)
    grant = grant_of(viewer, due.asked["grant"])
    if grant is None:
        raise Http404
    return grant.year
