"""Read reports: the runs so far, one run with its tables, one number with the people behind it. See hearth/library/."""

import io
import uuid
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hearth.access.log import log_reading
from hearth.access.viewer import Viewer, requires
from hearth.library.before_filing import before_filing
from hearth.library.favourites import favourites, is_kept
from hearth.library.files import files_of
from hearth.library.kinds import by_category, is_listing, kind_of
from hearth.library.mending import Stay, mendings
from hearth.library.open_cell import OpenCell, Person, log_people_shown, open_cell, stays_of
from hearth.library.periods import reaches_ahead
from hearth.library.runs import cancel_run, found_report_runs, may_cancel, report_run
from hearth.library.schedules import schedules
from hearth.library.table_workbook import workbook_of
from hearth.library.tables import table as one_table
from hearth.library.tables import tables
from hearth.screens.mend import address_of, element_words
from hearth.screens.reports import listing
from hearth.screens.reports.charts import table_chart
from hearth.screens.reports.runs_form import RunsForm
from hearth.screens.reports.told_run import facts_of, told_run
from hearth.ui.charts import Chart

_RUNS_ON_A_PAGE = 25
_PEOPLE_ON_A_PAGE = 100


@require_safe
@requires("run_reports")
def library(request: Any) -> HttpResponse:
    """Show the reader's favourites, which reports there are, and the runs so far."""
    categories = by_category(request.viewer)
    form = RunsForm(request.GET, [kind for kinds in categories.values() for kind in kinds])
    found = found_report_runs(request.viewer, **form.asked)
    page = Paginator(found, _RUNS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [told_run(run) for run in page.object_list]
    kept = favourites(request.viewer)
    return render(
        request,
        "reports/list.html",
        {
            "favourites": kept,
            "kept": {one.kind.code for one in kept},
            "scheduled": schedules(request.viewer),
            "categories": categories,
            "form": form,
            "page": page,
            "rows": rows,
            "zone": request.viewer.zone,
        },
    )


@require_safe
@requires("run_reports")
def run(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Show one run: how far it is, why it failed, or its tables. The page asks for itself until the run is over."""
    found = report_run(request.viewer, run_id)
    context = {
        **told_run(found),
        "tables": [],
        "zone": request.viewer.zone,
        "may_cancel": may_cancel(request.viewer, found),
        "is_favourite": is_kept(request.viewer, found),
        "ends_later": _ends_later(request.viewer, found),
    }
    if found.state == "done" and context["is_listing"]:
        context |= listing.shown(request, found)
    elif found.state == "done":
        pages = tables(found)
        context["tables"] = [_laid_out(one) for one in pages]
        context["before"] = before_filing(request.viewer, found, pages)
    return render(request, "reports/run.html", context)


def _ends_later(viewer: Viewer, found: Any) -> bool:
    """Say whether the last day of a finished run was still to come when its records were read.

    Of a report that opens with days to come this goes without saying.
    """
    kind = kind_of(found.report)
    if found.started_at is None or (kind is not None and reaches_ahead(kind.opens_with)):
        return False
    read_on: date = found.started_at.astimezone(viewer.zone).date()
    return date.fromisoformat(found.parameters["end"]) > read_on


@require_POST
@requires("run_reports")
def cancel(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Cancel a run, and show how it ended."""
    cancel_run(request.viewer, run_id)
    return redirect("reports:run", run_id)


@require_safe
@requires("run_reports")
def download(request: Any, run_id: uuid.UUID) -> FileResponse:
    """Send HUD's CSV files of a finished run, as one zip, with `?as=xlsx` its tables as an Excel file.

    Of a listing the rows are sent, as an Excel file or with `?as=csv` as CSV.
    """
    found = report_run(request.viewer, run_id)
    if found.state != "done":
        raise Http404
    if is_listing(found.report):
        return listing.rows_as_file(request, found)
    log_reading(request.viewer, "report_files", about=found.pk, detail=found.report)
    name = f"{found.report}-{found.parameters['start']}-{found.parameters['end']}"
    if request.GET.get("as") == "xlsx":
        told = told_run(found)
        about = [[_("Report"), told["title"]], *facts_of(request.viewer, told)]
        book = io.BytesIO(workbook_of(found, about))
        return FileResponse(book, as_attachment=True, filename=f"{name}.xlsx", content_type=listing.EXCEL)
    zipped = files_of(found)
    return FileResponse(zipped, as_attachment=True, filename=f"{name}.zip", content_type="application/zip")


@require_safe
@requires("run_reports")
def cell(request: Any, run_id: uuid.UUID, table: str, row: int, column: int) -> HttpResponse:
    """Show what one number means and who is behind it."""
    found = report_run(request.viewer, run_id)
    if found.state != "done" or is_listing(found.report):
        raise Http404
    opened = open_cell(request.viewer, found, table, row, column)
    page = Paginator(opened.people, _PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    people = list(page.object_list)
    log_people_shown(request.viewer, found, (table, row, column), people)
    context = {
        **told_run(found),
        "table": one_table(found, table),
        "cell": opened,
        "page": page,
        "people": _with_mending(request.viewer, found, opened, people),
        "element": element_words(opened.finding.element) if opened.finding else "",
    }
    return render(request, "reports/cell.html", context)


def _with_mending(
    viewer: Viewer, found: Any, opened: OpenCell, people: list[Person]
) -> list[tuple[Person, Stay | None, str, str]]:
    """Give each person with the stay, and the address of the form that mends what is found, or who can mend it."""
    if opened.finding is None:
        seen = stays_of(viewer, people)
        return [(person, seen.get(person.enrollment_id), "", "") for person in people]
    start, end = date.fromisoformat(found.parameters["start"]), date.fromisoformat(found.parameters["end"])
    stays = {person.client_id: person.enrollment_id for person in people}
    ways = mendings(viewer, opened.finding, stays, (start, end))
    told = [(person, ways[person.client_id]) for person in people]
    return [(person, way.stay, "" if way.who else address_of(way), way.who) for person, way in told]


def _laid_out(
    table: Any,
) -> tuple[Any, list[tuple[str, bool]], list[tuple[Any, list[tuple[Any, bool]]]], Chart | None]:
    """Give a table with, for each column and cell, whether it counts (else it holds words or ids), and its chart."""
    counted = {cell.column for row in table.rows for cell in row.cells if cell.is_count}
    columns = [(label, place in counted) for place, label in enumerate(table.columns)]
    rows = [(row, [(cell, cell.column in counted) for cell in row.cells]) for row in table.rows]
    return table, columns, rows, table_chart(table)
