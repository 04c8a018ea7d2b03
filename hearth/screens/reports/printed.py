"""Print a finished report as a tagged PDF: what was asked, each table as HUD lays it out, each chart with its table."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hearth.access.log import log_reading
from hearth.access.viewer import Viewer, requires
from hearth.documents import pdf
from hearth.library.breakdowns import Broken, Line, breakdowns_of
from hearth.library.runs import report_run
from hearth.library.tables import TablePage, tables
from hearth.screens.reports.charts import listing_charts, table_chart
from hearth.screens.reports.told_run import facts_of, told_run
from hearth.screens.reports.told_value import told_value
from hearth.ui.charts import WIDE, Chart, draw
from hearth.ui.templatetags.ui import count, share

_TEMPLATE = Path(__file__).with_name("printed.typ")


@dataclass(frozen=True, slots=True)
class _Part:
    """A table of the paper, which of its columns are numbers, and the chart that stands before it."""

    title: str
    head: Sequence[str]
    numbers: Sequence[bool]
    rows: Sequence[Sequence[str]]
    chart: Chart | None


@require_safe
@requires("run_reports")
def printed(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Send a run as PDF: numbers and the names of programs, no client. Of a listing its figures and charts."""
    viewer: Viewer = request.viewer
    run = report_run(viewer, run_id)
    if run.state != "done":
        raise Http404
    told = told_run(run)
    parts = _of_listing(run) if told["is_listing"] else _of_tables(run)
    if not parts:
        raise Http404
    log_reading(viewer, "report_files", about=run.pk, detail=run.report)
    drawings = {
        chart.code: draw(chart, WIDE).encode() for part in parts if (chart := part.chart) and chart.is_drawn
    }
    data = {"facts": facts_of(viewer, told), "parts": [_told(part) for part in parts]}
    at = viewer.instant().astimezone(viewer.zone)
    content = pdf(
        _TEMPLATE, data, title=told["title"], at=at, mark=viewer.account.name, is_wide=True, pictures=drawings
    )
    response = HttpResponse(content, content_type="application/pdf")
    start, end = run.parameters["start"], run.parameters["end"]
    response["Content-Disposition"] = f'attachment; filename="{run.report}-{start}-{end}.pdf"'
    return response


def _of_tables(run: Any) -> list[_Part]:
    """Give each table with its chart, where it is drawn: the table tells the figures of the chart."""
    return [_of_table(one) for one in tables(run)]


def _of_table(table: TablePage) -> _Part:
    counted = {cell.column for row in table.rows for cell in row.cells if cell.is_count}
    return _Part(
        f"{table.code} {table.title}",
        [table.corner or _("Row"), *table.columns],
        [False, *(place in counted for place in range(len(table.columns)))],
        [[row.label, *(_said(cell) for cell in row.cells)] for row in table.rows],
        table_chart(table),
    )


def _of_listing(run: Any) -> list[_Part]:
    broken = [
        _Part(
            one.title,
            [one.of, *(label for label, _kind in one.figures)],
            [False] + [True] * len(one.figures),
            [[line.label, *_told_figures(one, line)] for line in one.lines],
            None,
        )
        for one in breakdowns_of(run)
    ]
    return broken + [
        _Part(chart.title, chart.head, [False] + [True] * (len(chart.head) - 1), chart.rows, chart)
        for chart in listing_charts(run)
    ]


def _told_figures(broken: Broken, line: Line) -> list[str]:
    return [
        told_value(kind, value)
        for (_label, kind), (value, _choice) in zip(broken.figures, line.figures, strict=True)
    ]


def _told(part: _Part) -> dict[str, Any]:
    data = {"title": part.title, "head": part.head, "numbers": part.numbers, "rows": part.rows}
    chart = part.chart
    if chart is None:
        return data
    alt = ". ".join(filter(None, (chart.title, chart.said_facts, _("The figures are in the table below."))))
    drawn = {"picture": chart.code, "alt": alt, "words": chart.words} if chart.is_drawn else None
    return data | {"chart": drawn, "said": chart.said_facts}


def _said(cell: Any) -> str:
    if cell.value is None:
        return ""
    return share(cell.value) if cell.is_rate else count(cell.value)
