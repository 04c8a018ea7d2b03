"""Keep a report at hand with what it is asked for, or no longer."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hearth.access.report_runs import RIGHT
from hearth.access.viewer import Viewer
from hearth.records.models import Account, ReportFavourite

# So many are still found by looking.
MOST = 100
_NOTHING_YET: tuple[frozenset[str], str] = (frozenset(), "")


class TooManyFavourites(Exception):
    """A person has as many favourites as there may be."""


def favourite_report(*, viewer: Viewer, report: str, asked: dict[str, Any]) -> None:
    """Keep a report among the viewer's favourites, for the programs and the CoC that it is asked for.

    What was kept of it for the same ones, or for no programs yet, is replaced. Raises PermissionDenied, and
    TooManyFavourites.
    """
    _check_right(viewer)
    with transaction.atomic():
        # The account's row: two requests at once may both find that there is none of it yet.
        Account.objects.select_for_update().get(pk=viewer.account.pk)
        own = ReportFavourite.objects.filter(account=viewer.account)
        kept = [one for one in own if one.report == report and _for(one.asked) in (_for(asked), _NOTHING_YET)]
        if not kept and len(own) >= MOST:
            raise TooManyFavourites
        ReportFavourite.objects.filter(pk__in=[one.pk for one in kept]).delete()
        ReportFavourite.objects.create(account=viewer.account, report=report, asked=asked)


def forget_favourite_report(*, viewer: Viewer, favourite_id: int) -> None:
    """Take one out of the viewer's own favourites; its runs stay. Raises PermissionDenied."""
    _check_right(viewer)
    ReportFavourite.objects.filter(account=viewer.account, pk=favourite_id).delete()


def _for(asked: dict[str, Any]) -> tuple[frozenset[str], str]:
    return frozenset(project["id"] for project in asked["projects"]), asked.get("coc") or ""


def _check_right(viewer: Viewer) -> None:
    if not viewer.may(RIGHT):
        raise PermissionDenied
