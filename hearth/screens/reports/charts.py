"""The charts of a finished run, in words: those of a listing as they were counted with it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearth.screens.reports.told_value import told_value
from hearth.ui.charts import Chart, Series

_DAYS = {"day": "DATE_FORMAT", "month": "M Y", "year": "Y"}


def listing_charts(run: Any) -> list[Chart]:
    """Give the charts of a finished listing. One that ran before there were charts has none."""
    return [_bars(one) if one["kind"] == "bars" else _over_time(one) for one in run.cells.get("charts", [])]


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
