"""Which report runs of those that a viewer sees are asked for: by report, person, program or grant, and state."""

from django.db.models import Q, QuerySet
from django.db.models.fields.json import HasAnyKeys

from hearth.access.report_runs import PROJECT_IDS, ReportRun, report_runs, reportable_projects
from hearth.access.viewer import Viewer
from hearth.records.models import RunState

CANCELLED = "cancelled"
AT_WORK = "at_work"
_AT_WORK = (RunState.WAITING, RunState.RUNNING)


def found_report_runs(
    viewer: Viewer, *, report: str = "", by: str = "", program: str = "", state: str = ""
) -> "QuerySet[ReportRun]":
    """Give the runs that the viewer may read and that are asked for, newest first. Blank asks for all.

    `by` is a part of the name or user name of who ran it, `program` of a program's name or a grant's number; `state` is
    one of RunState, `cancelled` or `at_work`. Raises PermissionDenied.
    """
    asked = Q(report=report) if report else Q()
    if by:
        asked &= Q(account__name__icontains=by) | Q(account__username__icontains=by)
    if state == AT_WORK:
        asked &= Q(state__in=_AT_WORK)
    elif state:
        asked &= Q(
            state=RunState.FAILED if state == CANCELLED else state, cancelled_by__isnull=state != CANCELLED
        )
    if program:
        asked &= Q(HasAnyKeys(PROJECT_IDS, _meant(viewer, program)))
    return report_runs(viewer, asked)


def _meant(viewer: Viewer, words: str) -> list[str]:
    projects = reportable_projects(viewer)
    paid = viewer.funders.filter(project__in=projects, grant_id__icontains=words).values("project")
    named = projects.filter(Q(project_name__icontains=words) | Q(pk__in=paid))
    return [str(pk) for pk in named.values_list("pk", flat=True)]
