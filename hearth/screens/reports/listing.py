"""Show a finished listing: which rows were chosen, their numbers, the rows page by page, and the file to take away."""

from collections.abc import Sequence
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import FileResponse
from django.utils.translation import gettext as _

from hearth.access.log import log_reading
from hearth.library.breakdowns import Broken, Line, breakdowns_of
from hearth.library.listing_files import csv_of, excel_of
from hearth.library.listings import Chosen, choice_of, choices_of, columns_of, named, rows_of
from hearth.screens.reports.charts import listing_charts
from hearth.screens.reports.told_value import NUMBERS, told_value

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ROWS_ON_A_PAGE = 50
_STYLES = {**dict.fromkeys(NUMBERS, "number"), "day": "nowrap"}


def shown(request: Any, run: Any) -> dict[str, Any]:
    """Give what the page of a listing shows: `?show=` picks the rows, `?page=` the page of them. Raises Http404.

    `?of=` narrows the rows to a line of a breakdown.
    """
    chosen = _chosen(request, run)
    columns = columns_of(run)
    with rows_of(run, chosen) as rows:
        pages: Paginator[Any] = Paginator(cast("Sequence[Any]", rows), _ROWS_ON_A_PAGE)
        page = pages.get_page(request.GET.get("page"))
        page.object_list = named(request.viewer, run, list(page.object_list))
    return {
        "chosen": chosen,
        "choices": choices_of(run),
        "totals": [(_(total["label"]), told_value(total["kind"], total["value"])) for total in chosen.totals],
        "breakdowns": [(one, _lines(one)) for one in breakdowns_of(run)],
        "about_people": run.cells["about_people"],
        "charts": listing_charts(run),
        "columns": [(_(column["label"]), _STYLES.get(column["kind"], "")) for column in columns],
        "page": page,
        "lines": [(row, _cells(columns, row.values)) for row in page.object_list],
    }


def _chosen(request: Any, run: Any) -> Chosen:
    return choice_of(run, request.GET.get("show", ""), request.GET.get("of", ""))


def _lines(broken: Broken) -> list[tuple[Line, list[tuple[str, str]]]]:
    """Give each line with its figures as they are read, and the choice that each opens."""
    kinds = [kind for _label, kind in broken.figures]
    return [
        (
            line,
            [
                (told_value(kind, value), choice)
                for kind, (value, choice) in zip(kinds, line.figures, strict=True)
            ],
        )
        for line in broken.lines
    ]


def _cells(columns: list[dict[str, str]], values: list[Any]) -> list[tuple[str, str]]:
    """Give each value as it is read, with the class of its cell."""
    return [
        (told_value(column["kind"], value), _STYLES.get(column["kind"], ""))
        for column, value in zip(columns, values, strict=True)
    ]


def rows_as_file(request: Any, run: Any) -> FileResponse:
    """Send the chosen rows as an Excel file, with `?as=csv` as CSV. Raises Http404."""
    chosen = _chosen(request, run)
    log_reading(request.viewer, "report_files", about=run.pk, detail=run.report)
    is_csv = request.GET.get("as") == "csv"
    of = f"{chosen.code}-{chosen.line}" if chosen.line else chosen.code
    name = f"{run.report}-{of}-{run.parameters['start']}-{run.parameters['end']}"
    content = (csv_of if is_csv else excel_of)(request.viewer, run, chosen)
    kind, ending = ("text/csv; charset=utf-8", "csv") if is_csv else (EXCEL, "xlsx")
    return FileResponse(content, as_attachment=True, filename=f"{name}.{ending}", content_type=kind)
