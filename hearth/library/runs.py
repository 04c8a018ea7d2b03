"""Ask for a report, and find the runs so far."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from hearth.access.found_report_runs import AT_WORK, CANCELLED, found_report_runs
from hearth.access.log import log_reading
from hearth.access.report_runs import (
    cancel_run,
    last_asked,
    may_cancel,
    new_report_run,
    report_run,
    report_runs,
    reportable_cocs,
    reportable_projects,
)
from hearth.access.viewer import Viewer
from hearth.hud.words import words_for
from hearth.library.kinds import ReportKind, kind_of
from hearth.library.live.lists import LIVE

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

__all__ = [
    "AT_WORK",
    "CANCELLED",
    "ReportRefused",
    "also_known_by",
    "cancel_run",
    "found_report_runs",
    "last_asked",
    "may_cancel",
    "projects_for",
    "report_run",
    "report_runs",
    "reportable_cocs",
    "reportable_projects",
    "start_report",
]

# The specification year that new runs follow; a stored run keeps its own.
SPECIFICATION = "fy2026"


class ReportRefused(Exception):
    """A report cannot be run as it was asked for. Its text is one line for the person who asked."""


def projects_for(viewer: Viewer, kind: ReportKind) -> list[Any]:
    """Give the projects that a report can be about, by name, with their agencies. Raises PermissionDenied."""
    projects = reportable_projects(viewer)
    if kind.funders:
        funded = viewer.funders.filter(funder__in=kind.funders).values("project")
        projects = projects.filter(pk__in=funded)
    if kind.project_types:
        projects = projects.filter(project_type__in=kind.project_types)
    return list(projects.select_related("organization").order_by("project_name", "id"))


def also_known_by(viewer: Viewer, projects: Sequence[Any]) -> dict[str, str]:
    """Give, by the ids of projects, their funders in words, the numbers of their grants and their CoCs."""
    found: dict[str, list[str]] = {}
    paid = viewer.funders.filter(project__in=[project.pk for project in projects])
    for pk, funder, number in paid.values_list("project", "funder", "grant_id"):
        found.setdefault(str(pk), []).extend((words_for("Funder", "Funder", funder), number or ""))
    served = viewer.project_cocs.filter(project__in=[project.pk for project in projects])
    for pk, code in served.values_list("project", "coc_code"):
        found.setdefault(str(pk), []).append(code or "")
    return {pk: " ".join(words) for pk, words in found.items()}


def start_report(
    viewer: Viewer,
    *,
    report: str,
    project_ids: Sequence[uuid.UUID],
    start: date,
    end: date,
    coc: str | None = None,
    schedule: uuid.UUID | None = None,
) -> "ReportRun":
    """Make a run and queue its work, in one transaction. `coc` counts only households enrolled in that CoC.

    A report that asks for no days is about today.

    Raises ReportRefused with one line, NotVisible (404) for a project or a CoC the viewer may not report on, and
    PermissionDenied without the right that the report needs.
    """
    kind = kind_of(report)
    if kind is None:
        raise ReportRefused(_("There is no such report."))
    if kind.right and not viewer.may(kind.right):
        raise PermissionDenied
    if not kind.asks_days:
        start = end = viewer.today
    if kind.asks_programs and not project_ids:
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
            coc=coc,
            live_right=kind.right if report in LIVE else None,
            schedule=schedule,
        )
        if coc is not None and coc not in reportable_cocs(viewer, project_ids):
            raise ReportRefused(_("None of these programs is in the CoC %(coc)s.") % {"coc": coc})
        log_reading(viewer, "report", about=run.pk, detail=report)
        app.configure_task("run_report").defer(run_id=str(run.id))
    return run
