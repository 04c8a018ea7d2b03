"""What to look at before a report goes to Sage: what is wrong with the report itself, and how much data are missing.

Sage takes the files by their names and the places of their cells; no rate of missing data stops an upload (APR
specification FY2026, exporting report results to CSV). What stops a filing is a report over wrong days or programs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hearth.access.viewer import Viewer
from hearth.hud.standard import standard
from hearth.library.due import components_asking
from hearth.library.filed_year import FiledYear, filed_year
from hearth.library.tables import TablePage
from hearth.rules.project.operating_year import operating_years

if TYPE_CHECKING:
    from hearth.access.report_runs import ReportRun

# The reports that are filed in Sage.
_FILED = ("apr", "caper", "ce-apr")
_COORDINATED_ENTRY = 14
# Of the tables of data quality, those whose last column is a rate.
_RATED = ("Q6a", "Q6b", "Q6c", "Q6d", "Q6f")
# So many programs are named in a sentence.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Missing:
    """A rate of missing or wrong data: the place of its number, what it is about, and the rate between 0 and 1.

    The `title` of the table stands with it: a row of it may be called "Total" alone.
    """

    table: str
    title: str
    row: int
    column: int
    label: str
    rate: float


@dataclass(frozen=True, slots=True)
class BeforeFiling:
    """What is wrong with the report itself, in sentences; its year; the rates of data quality, the highest first."""

    wrong: list[str]
    year: FiledYear
    missing: list[Missing]


def before_filing(viewer: Viewer, run: "ReportRun", tables: Sequence[TablePage]) -> BeforeFiling | None:
    """Give what to look at before a finished run is filed; nothing for a report that does not go to Sage."""
    if run.report not in _FILED:
        return None
    missing = sorted(_missing(tables), key=lambda one: -one.rate)
    year = filed_year(viewer, run)
    wrong = [*_wrong_days(viewer, run), *_wrong_year(year), *_wrong_programs(viewer, run)]
    return BeforeFiling(wrong, year, missing)


def _wrong_days(viewer: Viewer, run: "ReportRun") -> Iterator[str]:
    start, end = (date.fromisoformat(run.parameters[name]) for name in ("start", "end"))
    read_on = run.started_at.astimezone(viewer.zone).date() if run.started_at else end
    if end >= read_on:
        yield _("The records were read before the last day was over. Run it again after that day.")
    ((_first, last),) = operating_years([(start, None)], start, start)
    if end > last:
        yield _("It is about more than a year. One operating year is filed.")


def _wrong_year(year: FiledYear) -> Iterator[str]:
    if year.programs:
        yield _("Its days are no operating year of a grant that pays for: %(programs)s.") % _told(
            year.programs
        )


def _wrong_programs(viewer: Viewer, run: "ReportRun") -> Iterator[str]:
    """Say which programs do not belong in it. The CE APR is about every access point, whoever pays for it."""
    if run.report == "ce-apr":
        return
    programs = {project["id"]: project["name"] for project in run.parameters["projects"]}
    entry = viewer.projects.filter(pk__in=programs, project_type=_COORDINATED_ENTRY)
    if names := [programs.pop(str(pk)) for pk in entry.values_list("pk", flat=True)]:
        yield _("The CE APR is the report of coordinated entry, which is here: %(programs)s.") % _told(names)
    known = standard().facts["funder_components"]
    asking = {funder for component in components_asking(run.report) for funder in known[component]}
    paid = viewer.funders.filter(project__in=list(programs), funder__in=asking)
    of_funder = {str(pk) for pk in paid.values_list("project", flat=True)}
    if names := [name for pk, name in programs.items() if pk not in of_funder]:
        yield _("No grant on record asks for this report of: %(programs)s.") % _told(names)


def _told(names: Sequence[str]) -> dict[str, str]:
    """Name programs, of many the first alone."""
    first = ", ".join(sorted(names)[:_NAMED])
    more = len(names) - _NAMED
    return {
        "programs": first if more <= 0 else _("%(first)s and %(more)s more") % {"first": first, "more": more}
    }


def _missing(tables: Sequence[TablePage]) -> Iterator[Missing]:
    for table in tables:
        if table.code not in _RATED:
            continue
        for row in table.rows:
            last = row.cells[-1]
            if isinstance(last.value, float) and last.value > 0:
                yield Missing(table.code, table.title, last.row, last.column, row.label, last.value)
