"""Which report runs a viewer sees: those whose projects are all theirs to report on. Others do not exist for them.

Of a live list, whose rows depend on who asks, each sees their own runs alone.
"""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Func, JSONField, Q, QuerySet, Value
from django.db.models.fields.json import ContainedBy
from django.utils.translation import gettext as _

from hearth.access.account_state import State, state_of
from hearth.access.reach import reached_projects
from hearth.access.roles import rights as known_rights
from hearth.access.viewer import NotVisible, Viewer, viewer_of
from hearth.records import clock
from hearth.records.models import Account, Project, ReportFavourite, ReportRun, RunState

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
    "viewer_in_role",
    "viewer_who_asked",
]

RIGHT = "run_reports"
# Of the parameters of a live list: the role that it was asked in.
ROLE = "role"
# The ids of a run's programs as one JSON list: many programs are asked for by one condition.
PROJECT_IDS = Func(
    F("parameters"),
    Value("$.projects[*].id"),
    function="jsonb_path_query_array",
    template="%(function)s(%(expressions)s::jsonpath)",
    output_field=JSONField(),
)


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
    live_right: str | None = None,
    schedule: uuid.UUID | None = None,
) -> ReportRun:
    """Make a waiting run.

    With a `live_right` (blank for none) it is of a live list: what is read then is read as this person in this role.
    Raises NotVisible for a project or a CoC that is not one the viewer may report on."""
    wanted = set(project_ids)
    projects = list(reportable_projects(viewer).filter(pk__in=wanted).order_by("project_name", "id"))
    if len(projects) != len(wanted):
        raise NotVisible("There is no such project.")
    if coc is not None and coc not in reportable_cocs(viewer):
        raise NotVisible("There is no such CoC.")
    return ReportRun.objects.create(
        account=viewer.account,
        schedule_id=schedule,
        report=report,
        specification=specification,
        parameters={
            "start": start.isoformat(),
            "end": end.isoformat(),
            "projects": [{"id": str(project.id), "name": project.project_name or ""} for project in projects],
            "coc": coc,
            **({} if live_right is None else {ROLE: viewer.agency_role.pk, "right": live_right}),
        },
    )


def viewer_who_asked(run: ReportRun) -> Viewer | None:
    """Give who asked for a live list, in the role that they asked in; None where they may no longer ask for it."""
    viewer = viewer_in_role(run.account, run.parameters[ROLE]) if run.account else None
    return viewer if viewer and ReportRun.objects.filter(_is_of(viewer), pk=run.pk).exists() else None


def viewer_in_role(account: Account, role_id: int) -> Viewer | None:
    """Give the viewer of an account in one of its roles; None where it is not active, or may run no reports there."""
    viewer = viewer_of(account, role_id) if state_of(account) is State.ACTIVE else None
    return viewer if viewer and viewer.agency_role.pk == role_id and viewer.may(RIGHT) else None


def report_runs(viewer: Viewer, asked: Q | None = None) -> "QuerySet[ReportRun]":
    """Give the runs that the viewer may read, of these those that are asked for, newest first, without their cells."""
    rows = _readable(viewer).filter(asked or Q()).select_related("account").defer("cells")
    return rows.order_by("-created_at", "id")


def report_run(viewer: Viewer, run_id: uuid.UUID) -> ReportRun:
    """Give one run. Raises NotVisible for a run on a project that is not the viewer's."""
    run = _readable(viewer).select_related("account", "cancelled_by").filter(pk=run_id).first()
    if run is None:
        raise NotVisible("There is no such run.")
    return run


def _readable(viewer: Viewer) -> "QuerySet[ReportRun]":
    """Give the runs of which the viewer's role reaches every project. The database picks them, however many there are.

    Raises PermissionDenied.
    """
    _check_right(viewer)
    rows = ReportRun.objects.filter(_is_of(viewer))
    if viewer.sees_every_coc:
        return rows
    return rows.filter(ContainedBy(PROJECT_IDS, sorted(reached_projects(viewer))))


def _is_of(viewer: Viewer) -> Q:
    """Say which runs may be of this viewer: one of a live list is its asker's alone, in the role they asked in."""
    rights = ["", *(right for right in known_rights() if viewer.may(right))]
    own = {
        "account": viewer.account,
        f"parameters__{ROLE}": viewer.agency_role.pk,
        "parameters__right__in": rights,
    }
    return Q(**{f"parameters__{ROLE}__isnull": True}) | Q(**own)


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


def favourite_asked(viewer: Viewer) -> list[tuple[int, str, dict[str, Any]]]:
    """Give the viewer's favourites, the last one last: its id, its report, what it was asked for.

    Raises PermissionDenied.
    """
    _check_right(viewer)
    return list(ReportFavourite.objects.filter(account=viewer.account).values_list("id", "report", "asked"))


def queued_run(run_id: uuid.UUID) -> ReportRun:
    """Give a run to the job that works on it. Raises ReportRun.DoesNotExist."""
    return ReportRun.objects.get(pk=run_id)


def _check_right(viewer: Viewer) -> None:
    if not viewer.may(RIGHT):
        raise PermissionDenied
