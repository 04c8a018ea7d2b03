"""A person's favourite reports: what each was asked for, and the days that this is now."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from hearth.access.report_runs import favourite_asked
from hearth.access.viewer import Viewer
from hearth.actions.favourite_report import (
    TooManyFavourites,
    favourite_report,
    forget_favourite_report,
)
from hearth.library.kinds import ReportKind, is_listing, kind_of
from hearth.library.periods import days_of, period_of, periods

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

__all__ = [
    "Favourite",
    "TooManyFavourites",
    "favourites",
    "forget_favourite_report",
    "is_kept",
    "keep_as_favourite",
    "mark_as_favourite",
]


@dataclass(frozen=True, slots=True)
class Favourite:
    """A favourite: its report, the programs (id and name) and CoC asked for, the days as of today and their name.

    `period` is blank where the days are fixed ones. Without programs it opens as if it were none: it was marked in the
    list, before any run of it.
    """

    id: int
    kind: ReportKind
    projects: list[dict[str, str]]
    coc: str
    start: date
    end: date
    period: str

    @property
    def programs(self) -> list[str]:
        """The names of the programs."""
        return [project["name"] for project in self.projects]


def favourites(viewer: Viewer) -> list[Favourite]:
    """Give the viewer's favourites, the last one last. Raises PermissionDenied."""
    found = []
    for number, code, asked in favourite_asked(viewer):
        if (kind := kind_of(code)) is not None:
            period = asked.get("period", "")
            start, end = days_of(period, viewer.today) if period in periods() else _fixed(asked)
            found.append(
                Favourite(
                    number,
                    kind,
                    asked["projects"],
                    asked.get("coc") or "",
                    start,
                    end,
                    periods().get(period, ""),
                )
            )
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
    if all(one.kind.code != report for one in favourites(viewer)):
        period = "month_so_far" if is_listing(report) else "last_federal_year"
        favourite_report(viewer=viewer, report=report, asked={"projects": [], "coc": None, "period": period})


def keep_as_favourite(viewer: Viewer, run: "ReportRun") -> None:
    """Keep a report with what a run of it was asked for. Days that are a period today move on with the days."""
    asked: dict[str, Any] = {"projects": run.parameters["projects"], "coc": run.parameters.get("coc")}
    start, end = _fixed(run.parameters)
    if period := period_of(start, end, viewer.today):
        asked["period"] = period
    else:
        asked |= {"start": start.isoformat(), "end": end.isoformat()}
    favourite_report(viewer=viewer, report=run.report, asked=asked)


def _fixed(asked: dict[str, Any]) -> tuple[date, date]:
    return date.fromisoformat(asked["start"]), date.fromisoformat(asked["end"])
