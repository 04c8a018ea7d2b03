"""Keep a report at hand with what it is asked for, or no longer."""

from typing import Any

from django.core.exceptions import PermissionDenied

from hearth.access.report_runs import RIGHT
from hearth.access.viewer import Viewer
from hearth.records.models import ReportFavourite


def favourite_report(*, viewer: Viewer, report: str, asked: dict[str, Any]) -> None:
    """Keep a report among the viewer's favourites; what was kept of it before is replaced. Raises PermissionDenied."""
    _check_right(viewer)
    ReportFavourite.objects.update_or_create(account=viewer.account, report=report, defaults={"asked": asked})


def forget_favourite_report(*, viewer: Viewer, report: str) -> None:
    """Take a report out of the viewer's favourites; its runs stay. Raises PermissionDenied."""
    _check_right(viewer)
    ReportFavourite.objects.filter(account=viewer.account, report=report).delete()


def _check_right(viewer: Viewer) -> None:
    if not viewer.may(RIGHT):
        raise PermissionDenied
