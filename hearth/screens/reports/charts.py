"""The charts of a finished run, in words: of a listing as they were counted with it, and of two of HUD's tables."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearth.library.tables import TablePage
from hearth.screens.reports.told_value import told_value
from hearth.ui.charts import Chart, Series

# HUD's tables that are drawn, by the codes of its specifications.
_DESTINATIONS, _LENGTHS = "Q23c", ("Q22a1", "Q22a2")
_SUBTOTAL = ": Subtotal"
_DAYS = {"day": "DATE_FORMAT", "month": "M Y", "year": "Y"}


def listing_charts(run: Any) -> list[Chart]:
    """Give the charts of a finished listing. One that ran before there were charts has none."""
    return [_bars(one) if one["kind"] == "bars" else _over_time(one) for one in run.cells.get("charts", [])]


def table_chart(table: TablePage) -> Chart | None:
    """Give the chart of one of HUD's tables, of all people in it; None where its figures say as much as a shape."""
    counted = {row.cells[0].row_name or row.label: row.cells[0].value for row in table.rows if row.cells}
    if table.code == _DESTINATIONS:
        numbers = {
            label.removesuffix(_SUBTOTAL): value
            for label, value in counted.items()
            if label.endswith(_SUBTOTAL)
        }
        words = _(
            "Everybody who left, by HUD’s kinds of destination: the subtotals of the table, its first column."
        )
        title, unit, label = _("Where people went"), _("People who left"), _("Destination")
    elif table.code in _LENGTHS:
        numbers = {label: value for label, value in counted.items() if label != "Total"}
        words = _("Leavers and stayers together: the first column of the table.")
        title, unit, label = _("How long people stayed"), _("People, by days in the program"), _("Days")
    else:
        return None
    whole = {name: int(value or 0) for name, value in numbers.items() if not isinstance(value, str)}
    return bars(
        code=f"{table.code}-chart",
        title=title,
        unit=unit,
        words=words,
        head=[label, _("People")],
        numbers=whole,
    )


def bars(
    *,
    code: str,
    title: str,
    unit: str,
    words: str,
    head: Sequence[str],
    numbers: Mapping[str, int],
    facts: Sequence[tuple[str, str]] = (),
) -> Chart:
    """Give bars of the kinds of one whole, each with its number and its share of it. The words come translated."""
    whole = sum(numbers.values())
    told = [
        (label, told_value("number", number), told_value("share", number / whole if whole else 0))
        for label, number in numbers.items()
    ]
    return Chart(
        code=code,
        kind="bars",
        title=title,
        unit=unit,
        words=words,
        series=[Series(head[-1], "bar", list(numbers.values()))],
        head=[*head, _("Share")],
        rows=told,
        labels=list(numbers),
        said=[f"{number} ({share})" for _label, number, share in told],
        facts=facts,
    )


def _bars(stored: dict[str, Any]) -> Chart:
    return bars(
        code=stored["code"],
        title=_(stored["title"]),
        unit=_(stored["unit"]),
        words=_(stored["words"]),
        head=[_(stored["label"]), _(stored["series"][0]["label"])],
        numbers={_(label): number for label, number in stored["points"]},
        facts=_facts(stored),
    )


def _over_time(stored: dict[str, Any]) -> Chart:
    days = [date.fromisoformat(point[0]) for point in stored["points"]]
    series = [
        Series(_(one["label"]), one["look"], [point[place] for point in stored["points"]])
        for place, one in enumerate(stored["series"], start=1)
    ]
    names = [date_format(day, _DAYS[stored["axis"]]) for day in days]
    return Chart(
        code=stored["code"],
        kind=stored["kind"],
        title=_(stored["title"]),
        unit=_(stored["unit"]),
        words=_(stored["words"]),
        series=series,
        head=[_(stored["label"]), *(one.label for one in series)],
        rows=[
            [name, *(told_value("number", value) for value in values)]
            for name, values in zip(names, zip(*(one.values for one in series), strict=True), strict=True)
        ],
        axis=stored["axis"],
        days=days,
        facts=_facts(stored),
    )


def _facts(stored: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (_(fact["label"]), _fact(fact["kind"], fact["value"]))
        for fact in stored["facts"]
        if fact["value"] is not None
    ]


def _fact(kind: str, value: Any) -> str:
    return told_value(kind, date.fromisoformat(value) if kind == "day" else value)
