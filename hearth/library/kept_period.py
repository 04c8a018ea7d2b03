"""The days of a report that is kept (a schedule, a favourite): a period that moves, or the operating year of a grant.

A period is told by its code; the operating year of a grant by `operating_year:` and the number of the grant, which is
kept beside it.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from hearth.access.grants import Grant, grants
from hearth.access.viewer import Viewer
from hearth.library.kinds import kind_of
from hearth.library.periods import Days, days_of, period_of, periods, reaches_ahead

# The period that keeps the number of a grant beside it.
OPERATING_YEAR = "operating_year"


def periods_for(viewer: Viewer, report: str, programs: Collection[str]) -> dict[str, str]:
    """Give the periods that a report can be kept for: those of every report, and the operating year of each grant.

    A grant is offered where it pays for all of the programs (their ids), days to come where the report opens with them.
    """
    fitting = {code: words for code, words in periods().items() if _fits(report, code)}
    paying = {_code_of(grant): _operating_year_of(grant.identifier) for grant in _paying(viewer, programs)}
    return fitting | paying


def period_now(viewer: Viewer, report: str, programs: Collection[str], days: Days) -> str:
    """Give the period of `periods_for` that these days are: a moving one, a grant's year, blank for none."""
    if (found := period_of(*days, viewer.today)) and _fits(report, found):
        return found
    return next((_code_of(grant) for grant in _paying(viewer, programs) if grant.year == days), "")


def kept_as(code: str) -> dict[str, str]:
    """Give what is kept of a period of `periods_for`: its `period` and, of a grant's year, the `grant`."""
    period, _colon, number = code.partition(":")
    return {"period": period, "grant": number} if period == OPERATING_YEAR else {"period": period}


def code_kept(period: str, asked: Mapping[str, Any]) -> str:
    """Give the code that `periods_for` has for what was kept."""
    return f"{period}:{asked['grant']}" if period == OPERATING_YEAR else period


def period_words(period: str, asked: Mapping[str, Any]) -> str:
    """Say what was kept; blank for no period."""
    return _operating_year_of(asked["grant"]) if period == OPERATING_YEAR else periods().get(period, "")


def days_kept(viewer: Viewer, period: str, asked: Mapping[str, Any], known: Collection[Grant]) -> Days | None:
    """Give the days of what was kept as of today; None for no period, and for a grant that is not among the known."""
    if period == OPERATING_YEAR:
        return next((grant.year for grant in known if grant.identifier == asked["grant"]), None)
    return days_of(period, viewer.today) if period in periods() else None


def _fits(report: str, period: str) -> bool:
    kind = kind_of(report)
    return not reaches_ahead(period) or (kind is not None and kind.opens_with == period)


def _paying(viewer: Viewer, programs: Collection[str]) -> list[Grant]:
    return [
        grant
        for grant in grants(viewer)
        if programs and set(programs) <= {str(project.id) for project in grant.projects}
    ]


def _code_of(grant: Grant) -> str:
    return f"{OPERATING_YEAR}:{grant.identifier}"


def _operating_year_of(number: str) -> str:
    return _("Last operating year of grant %(number)s") % {"number": number}
