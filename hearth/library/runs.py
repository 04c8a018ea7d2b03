"""Ask for a report, and find the runs so far."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from hearth.access.log import log_reading
from hearth.access.report_runs import new_report_run, report_run, report_runs, reportable_projects
from hearth.access.viewer import Viewer

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

__all__ = [
    "ReportKind",
    "ReportRefused",
    "report_run",
    "report_runs",
    "reportable_projects",
    "reports",
    "start_report",
]

# The specification year that new runs follow; a stored run keeps its own.
SPECIFICATION = "fy2026"


class ReportRefused(Exception):
    """A report cannot be run as it was asked for. Its text is one line for the person who asked."""


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report that can be asked for."""

    code: str
    title: str
    description: str


def reports() -> list[ReportKind]:
    """Give the reports there are."""
    return [
        ReportKind(
            "apr",
            _("Annual Performance Report (APR)"),
            _("Who a program served in a year, as HUD's APR asks: people, households and points in time."),
        )
    ]


def start_report(
    viewer: Viewer, *, report: str, project_ids: Sequence[uuid.UUID], start: date, end: date
) -> "ReportRun":
    """Make a run and queue its work, in one transaction.

    Raises ReportRefused with one line, and NotVisible (404) for a project the viewer may not report on.
    """
    if report not in {kind.code for kind in reports()}:
        raise ReportRefused(_("There is no such report."))
    if not project_ids:
        raise ReportRefused(_("Choose at least one program."))
    if end < start:
        raise ReportRefused(_("The last day is before the first day."))
    with transaction.atomic():
        run = new_report_run(
            viewer,
            report=report,
            specification=SPECIFICATION,
            project_ids=project_ids,
            start=start,
            end=end,
        )
        log_reading(viewer, "report", about=run.pk, detail=report)
        app.configure_task("run_report").defer(run_id=str(run.id))
    return run
