"""Which report runs a viewer sees: those whose projects are all theirs to report on. Others do not exist for them."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hearth.access.reach import reached_projects
from hearth.access.viewer import NotVisible, Viewer
from hearth.records import clock
from hearth.records.models import Project, ReportFavourite, ReportRun, RunState

__all__ = [
    "ReportRun",
    "cancel_run",
    "cancelled_words",
    "favourite_asked",
    "is_cancelled",
    "last_asked",
    "may_cancel",
    "new_report_run",
    "queued_run",
    "report_run",
    "report_runs",
    "reportable_cocs",
    "reportable_projects",
]

RIGHT = "run_reports"
# A list is read from the top; older runs are found by their address.
_LISTED_AT_MOST = 500


def reportable_projects(viewer: Viewer) -> "QuerySet[Project]":
    """Give the projects that the viewer may report on. Raises PermissionDenied for who may not report at all."""
    _check_right(viewer)
    return viewer.projects


def reportable_cocs(viewer: Viewer, project_ids: Sequence[uuid.UUID] | None = None) -> list[str]:
    """Give the codes of the CoCs that the viewer may report on, those of some projects or of all."""
    rows = viewer.project_cocs.filter(project__in=reportable_projects(viewer))
    if project_ids is not None:
        rows = rows.filter(project__in=project_ids)
    codes = set(rows.exclude(coc_code=None).values_list("coc_code", flat=True))
    return sorted(code for code in codes if code and (viewer.cocs is None or code in viewer.cocs))


def new_report_run(
    viewer: Viewer,
    *,
    report: str,
    specification: str,
    project_ids: Sequence[uuid.UUID],
    start: date,
    end: date,
    coc: str | None = None,
) -> ReportRun:
    """Make a waiting run. Raises NotVisible for a project or a CoC that is not one the viewer may report on."""
    wanted = set(project_ids)
    projects = list(reportable_projects(viewer).filter(pk__in=wanted).order_by("project_name", "id"))
    if len(projects) != len(wanted):
        raise NotVisible("There is no such project.")
    if coc is not None and coc not in reportable_cocs(viewer):
        raise NotVisible("There is no such CoC.")
    return ReportRun.objects.create(
        account=viewer.account,
        report=report,
        specification=specification,
        parameters={
            "start": start.isoformat(),
            "end": end.isoformat(),
            "projects": [{"id": str(project.id), "name": project.project_name or ""} for project in projects],
            "coc": coc,
        },
    )


def report_runs(viewer: Viewer) -> list[ReportRun]:
    """Give the runs that the viewer may read, newest first, without their cells."""
    _check_right(viewer)
    runs = list(ReportRun.objects.select_related("account").defer("cells")[:_LISTED_AT_MOST])
    if viewer.sees_every_coc:
        return runs
    own = reached_projects(viewer, {project_id for run in runs for project_id in _project_ids(run)})
    return [run for run in runs if _project_ids(run) <= own]


def report_run(viewer: Viewer, run_id: uuid.UUID) -> ReportRun:
    """Give one run. Raises NotVisible for a run on a project that is not the viewer's."""
    _check_right(viewer)
    run = ReportRun.objects.select_related("account", "cancelled_by").filter(pk=run_id).first()
    if run is None:
        raise NotVisible("There is no such run.")
    projects = _project_ids(run)
    if not viewer.sees_every_coc and not projects <= reached_projects(viewer, projects):
        raise NotVisible("There is no such run.")
    return run


def may_cancel(viewer: Viewer, run: ReportRun) -> bool:
    """Say whether the viewer may cancel a run that they read: their own, or as a lead anybody's."""
    return not run.is_over and (run.account_id == viewer.account.pk or viewer.sees_community)


def cancel_run(viewer: Viewer, run_id: uuid.UUID) -> None:
    """Cancel a run: at once where nobody works on it yet, else at its next step. What is over stays as it is.

    Raises NotVisible, and PermissionDenied for the run of somebody else.
    """
    with transaction.atomic():
        run = report_run(viewer, run_id)
        ReportRun.objects.select_for_update().only("id").get(pk=run.pk)
        run.refresh_from_db(fields=["state", "cancelled_by"])
        if run.is_over:
            return
        if not may_cancel(viewer, run):
            raise PermissionDenied
        run.cancelled_by = viewer.account
        if run.state != RunState.RUNNING:
            run.state, run.message, run.finished_at = RunState.FAILED, cancelled_words(run), clock.instant()
        run.save(update_fields=["cancelled_by", "state", "message", "finished_at"])


def cancelled_words(run: ReportRun) -> str:
    """Say who cancelled a run."""
    name = run.cancelled_by.name if run.cancelled_by else ""
    return _("%(name)s cancelled this report. None of its numbers were kept.") % {"name": name}


def is_cancelled(run_id: uuid.UUID) -> bool:
    """Say whether somebody cancelled a run; until the transaction ends nobody else can."""
    return (
        ReportRun.objects.select_for_update().only("cancelled_by").get(pk=run_id).cancelled_by_id is not None
    )


def last_asked(viewer: Viewer, report: str) -> list[str]:
    """Give the ids of the projects that this person asked the report for last; none where they never did."""
    _check_right(viewer)
    last = ReportRun.objects.filter(account=viewer.account, report=report).only("parameters").first()
    return [project["id"] for project in last.parameters.get("projects", [])] if last else []


def favourite_asked(viewer: Viewer) -> list[tuple[str, dict[str, Any]]]:
    """Give the reports among the viewer's favourites, with what each was asked for. Raises PermissionDenied."""
    _check_right(viewer)
    return list(ReportFavourite.objects.filter(account=viewer.account).values_list("report", "asked"))


def queued_run(run_id: uuid.UUID) -> ReportRun:
    """Give a run to the job that works on it. Raises ReportRun.DoesNotExist."""
    return ReportRun.objects.get(pk=run_id)


def _project_ids(run: Any) -> set[str]:
    return {project["id"] for project in run.parameters.get("projects", [])}


def _check_right(viewer: Viewer) -> None:
    if not viewer.may(RIGHT):
        raise PermissionDenied
