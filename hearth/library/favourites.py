"""A person's favourite reports: what each was asked for, and the days that this is now."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from hearth.access.grants import grants
from hearth.access.report_runs import favourite_asked
from hearth.access.viewer import Viewer
from hearth.actions.favourite_report import (
    TooManyFavourites,
    favourite_report,
    forget_favourite_report,
)
from hearth.library.kept_period import (
    OPERATING_YEAR,
    code_kept,
    days_kept,
    kept_as,
    period_now,
    period_words,
    periods_for,
)
from hearth.library.kinds import ReportKind, kind_of
from hearth.library.periods import Days

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

__all__ = [
    "Favourite",
    "TooManyFavourites",
    "choices_of_days",
    "favourites",
    "forget_favourite_report",
    "is_kept",
    "keep_as_favourite",
    "keep_days",
    "mark_as_favourite",
]


@dataclass(frozen=True, slots=True)
class Favourite:
    """A favourite: its report, the programs (id and name) and CoC asked for, the days as of today and their name.

    `period` is blank where the days are fixed ones, and where the viewer no longer sees the grant whose operating year
    was kept; `code` is that of `choices_of_days`. Without programs it opens as if it were none: it was marked in the
    list, before any run of it.
    """

    id: int
    kind: ReportKind
    projects: list[dict[str, str]]
    coc: str
    start: date
    end: date
    period: str
    code: str = ""

    @property
    def programs(self) -> list[str]:
        """The names of the programs."""
        return [project["name"] for project in self.projects]


def favourites(viewer: Viewer) -> list[Favourite]:
    """Give the viewer's favourites, the last one last. Raises PermissionDenied."""
    kept = favourite_asked(viewer)
    by_grant = any(asked.get("period") == OPERATING_YEAR for _number, _code, asked in kept)
    known = grants(viewer) if by_grant else []
    found = []
    for number, code, asked in kept:
        if (kind := kind_of(code)) is not None:
            period = asked.get("period", "")
            moving = days_kept(viewer, period, asked, known)
            start, end = moving or _fixed(asked)
            words, chosen = (period_words(period, asked), code_kept(period, asked)) if moving else ("", "")
            coc = asked.get("coc") or ""
            found.append(Favourite(number, kind, asked["projects"], coc, start, end, words, chosen))
    return found


def is_kept(viewer: Viewer, run: "ReportRun") -> bool:
    """Say whether a report is a favourite for the programs and the CoC of a run."""
    asked = {project["id"] for project in run.parameters["projects"]}, run.parameters.get("coc") or ""
    return any(
        one.kind.code == run.report and ({project["id"] for project in one.projects}, one.coc) == asked
        for one in favourites(viewer)
    )


def mark_as_favourite(viewer: Viewer, report: str) -> None:
    """Keep a report at hand without programs, for the days that it usually opens with; what was kept of it stays."""
    kind = kind_of(report)
    if kind is not None and all(one.kind.code != report for one in favourites(viewer)):
        asked: dict[str, Any] = {"projects": [], "coc": None, "period": kind.opens_with}
        favourite_report(viewer=viewer, report=report, asked=asked)


def keep_as_favourite(viewer: Viewer, run: "ReportRun") -> None:
    """Keep a report with what a run of it was asked for. Days that are a period today move on with the days."""
    days = _fixed(run.parameters)
    projects, coc = run.parameters["projects"], run.parameters.get("coc")
    code = period_now(viewer, run.report, [project["id"] for project in projects], days)
    _keep(viewer, run.report, projects, coc, days, code)


def choices_of_days(viewer: Viewer, kept: Favourite) -> dict[str, str]:
    """Give the periods that a favourite can be kept for, instead of its days as they are now."""
    return periods_for(viewer, kept.kind.code, [project["id"] for project in kept.projects])


def keep_days(viewer: Viewer, kept: Favourite, code: str) -> None:
    """Keep a favourite for another period of `choices_of_days`, with a blank one for its days as they are now."""
    _keep(viewer, kept.kind.code, kept.projects, kept.coc or None, (kept.start, kept.end), code)


def _keep(
    viewer: Viewer, report: str, projects: list[dict[str, str]], coc: str | None, days: Days, code: str
) -> None:
    """Keep the days beside a period: they are what is left when a grant is gone."""
    start, end = (day.isoformat() for day in days)
    period = kept_as(code) if code else {}
    asked: dict[str, Any] = {"projects": projects, "coc": coc, "start": start, "end": end, **period}
    favourite_report(viewer=viewer, report=report, asked=asked)


def _fixed(asked: dict[str, Any]) -> Days:
    return date.fromisoformat(asked["start"]), date.fromisoformat(asked["end"])
