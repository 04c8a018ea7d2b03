"""Whether the days of a report are an operating year of the grant that asks for it, and which days would be."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hearth.access.viewer import Viewer
from hearth.library.due import Grant, asking_by_year
from hearth.rules.project.operating_year import operating_years

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun


@dataclass(frozen=True, slots=True)
class OtherYear:
    """An operating year that is over, its grant, and the ids of those programs of a report that it pays for."""

    grant: str
    start: date
    end: date
    programs: list[str]


@dataclass(frozen=True, slots=True)
class FiledYear:
    """The grants whose operating year a report is about; the names of programs whose grants have another one.

    `others` are those other years, that with most of the days asked for first.
    """

    grants: list[str]
    programs: list[str]
    others: list[OtherYear]


def filed_year(viewer: Viewer, run: "ReportRun") -> FiledYear:
    """Compare the days of a run with the operating years (2.06) of the grants that ask for its report.

    A program is paid for by one grant after another: one whose year it is will do. All is blank for a report that is
    not about an operating year, and where no grant that asks for it has a number and a first day.
    """
    start, end = (date.fromisoformat(run.parameters[name]) for name in ("start", "end"))
    names = {project["id"]: project["name"] for project in run.parameters["projects"]}
    asking = asking_by_year(viewer, run.report, list(names))
    right = [(grant, own) for grant, own in asking if (start, end) in _years(grant, start, end)]
    done = {pk for _grant, own in right for pk in own}
    left = [(grant, rest) for grant, own in asking if (rest := [pk for pk in own if pk not in done])]
    others = [
        OtherYear(grant.identifier, first, last, own)
        for grant, own in left
        for first, last in _years(grant, start, end) or [grant.year]
        if last < viewer.today
    ]
    touching = [one for one in others if one.start <= end and one.end >= start]
    return FiledYear(
        [grant.identifier for grant, _own in right],
        [name for pk, name in names.items() if any(pk in own for _grant, own in left)],
        sorted(touching or others, key=lambda one: max(one.start, start) - min(one.end, end)),
    )


def _years(grant: Grant, start: date, end: date) -> list[tuple[date, date]]:
    return operating_years(grant.terms, start, end)
