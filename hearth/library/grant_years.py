"""The operating years of a grant that a report can be about: those that began."""

from dataclasses import dataclass
from datetime import date

from hearth.access.grants import Grant
from hearth.access.viewer import Viewer
from hearth.library.periods import Days
from hearth.rules.project.operating_year import operating_years_begun


@dataclass(frozen=True, slots=True)
class GrantYear:
    """An operating year that began: its first and last day, and the last day so far, which is today while it runs."""

    first: date
    last: date
    so_far: date
    is_over: bool

    @property
    def code(self) -> str:
        """What tells it from the other years of its grant."""
        return self.first.isoformat()


def grant_years(viewer: Viewer, grant: Grant) -> list[GrantYear]:
    """Give the operating years of a grant that began, the latest first; none of a grant that is to begin."""
    today = viewer.today
    return [
        GrantYear(first, last, min(last, today), last < today)
        for first, last in operating_years_begun(grant.terms, today)
    ]


def usual_year(years: list[GrantYear]) -> GrantYear | None:
    """Give the year that a report is about unless somebody chooses: the last that is over, else the one that runs."""
    return next((year for year in years if year.is_over), years[0] if years else None)


def days_of_year(viewer: Viewer, grant: Grant, code: str) -> Days:
    """Give the days of the year with a code, without one of the usual year; of a grant that is to begin, its first."""
    years = grant_years(viewer, grant)
    year = next((one for one in years if one.code == code), usual_year(years))
    return (year.first, year.so_far) if year else grant.year
