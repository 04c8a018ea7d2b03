"""Print a finished report as a tagged PDF: what was asked, each table as HUD lays it out, each chart with its table.

Of a listing the figures and charts are one paper, without a client; the rows, with the names that its reader may know,
are another.
"""

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
from hearth.library.listings import Chosen, choice_of, columns_of, named, rows_of
from hearth.library.runs import report_run
from hearth.library.tables import TablePage, tables
from hearth.screens.reports.charts import listing_charts, table_chart
from hearth.screens.reports.told_run import facts_of, told_run
from hearth.screens.reports.told_value import NUMBERS, told_value
from hearth.ui.charts import WIDE, Chart, draw
from hearth.ui.templatetags.ui import count, share

_TEMPLATE = Path(__file__).with_name("printed.typ")
# Of the rows of a listing. Nobody reads a longer paper; Excel and CSV have all of them.
_ROWS_AT_MOST = 2000


@dataclass(frozen=True, slots=True)
class _Part:
    """A table of the paper, which of its columns are numbers, and the chart that stands before it."""

    title: str
    head: Sequence[str]
    numbers: Sequence[bool]
    rows: Sequence[Sequence[str]]
    chart: Chart | None = None
    said: str = ""


@require_safe
@requires("run_reports")
def printed(request: Any, run_id: uuid.UUID) -> HttpResponse:
    """Send a run as PDF: numbers and the names of programs, no client.

    Of a listing its figures and charts are sent, 404 without any; with `?show=` the rows of that choice, with names,
    with `?of=` those of a line of a breakdown.
    """
    viewer: Viewer = request.viewer
    run = report_run(viewer, run_id)
    if run.state != "done":
        raise Http404
    told = told_run(run)
    chosen = request.GET.get("show") if told["is_listing"] else None
    if chosen:
        parts = [_of_rows(viewer, run, choice_of(run, chosen, request.GET.get("of", "")))]
    elif told["is_listing"]:
        parts = _of_listing(run)
    else:
        parts = _of_tables(run)
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
    name = "-".join(filter(None, (run.report, chosen, start, end)))
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
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
        )
        for one in breakdowns_of(run)
    ]
    return broken + [
        _Part(chart.title, chart.head, [False] + [True] * (len(chart.head) - 1), chart.rows, chart)
        for chart in listing_charts(run)
    ]


def _of_rows(viewer: Viewer, run: Any, chosen: Chosen) -> _Part:
    """Give the rows of a choice with the names that the reader may know."""
    columns = columns_of(run)
    with rows_of(run, chosen) as rows:
        many = len(rows)
        seen = named(viewer, run, rows[:_ROWS_AT_MOST])
    said = [chosen.line_words, chosen.words, *_told_totals(chosen.totals)]
    if many > len(seen):
        kept = {"shown": count(len(seen)), "all": count(many)}
        said.append(_("The first %(shown)s of %(all)s rows: Excel and CSV have all of them.") % kept)
    people = [_("Name"), _("ID")] if run.cells["about_people"] else []
    return _Part(
        chosen.label,
        [*people, *(_(column["label"]) for column in columns)],
        [*(False for _one in people), *(column["kind"] in NUMBERS for column in columns)],
        [
            [
                *((row.name, row.unique_identifier) if people else ()),
                *(
                    told_value(column["kind"], value)
                    for column, value in zip(columns, row.values, strict=True)
                ),
            ]
            for row in seen
        ],
        said=" ".join(filter(None, said)),
    )


def _told_totals(totals: Sequence[dict[str, Any]]) -> list[str]:
    return [f"{_(one['label'])}: {told_value(one['kind'], one['value']) or '–'}." for one in totals]


def _told_figures(broken: Broken, line: Line) -> list[str]:
    return [
        told_value(kind, value)
        for (_label, kind), (value, _choice) in zip(broken.figures, line.figures, strict=True)
    ]


def _told(part: _Part) -> dict[str, Any]:
    data = {"title": part.title, "head": part.head, "numbers": part.numbers, "rows": part.rows}
    chart = part.chart
    if chart is None:
        return data | {"said": part.said}
    alt = ". ".join(filter(None, (chart.title, chart.said_facts, _("The figures are in the table below."))))
    drawn = {"picture": chart.code, "alt": alt, "words": chart.words} if chart.is_drawn else None
    return data | {"chart": drawn, "said": chart.said_facts}


def _said(cell: Any) -> str:
    if cell.value is None:
        return ""
    return share(cell.value) if cell.is_rate else count(cell.value)
