"""A chart is drawn to scale at each width, keeps its words, and always has its table."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from hearth.ui.charts import WIDE, Chart, Series, draw
from hearth.ui.charts.draw import NARROW
from hearth.ui.charts.scale import round_numbers, ticks
from hearth.ui.test_components import shown

START = date(2025, 10, 1)


def nights(people: list[float], beds: list[float], **given: Any) -> Chart:
    days = [START + timedelta(days=number) for number in range(len(people))]
    usual: dict[str, Any] = {
        "code": "nights",
        "kind": "steps",
        "title": "People and beds",
        "unit": "People on a night",
        "words": "Each step is one night.",
        "series": [Series("People", "area", people), Series("Beds", "line", beds)],
        "head": ["Night", "People", "Beds"],
        "rows": [[str(day), str(one), str(bed)] for day, one, bed in zip(days, people, beds, strict=True)],
        "axis": "day",
        "days": days,
    }
    return Chart(**(usual | given))


def bars(labels: list[str], values: list[float]) -> Chart:
    return Chart(
        code="bars",
        kind="bars",
        title="Where people went",
        unit="People",
        words="Each by the last exit.",
        series=[Series("People", "bar", values)],
        head=["Destination", "People"],
        rows=[[label, str(value)] for label, value in zip(labels, values, strict=True)],
        labels=labels,
        said=[str(value) for value in values],
    )


def columns(up: list[float], down: list[float]) -> Chart:
    days = [date(2025, 1 + number, 1) for number in range(len(up))]
    series = [Series("Started", "up", up), Series("Ended", "down", down)]
    return nights(up, down, kind="columns", series=series, axis="month", days=days)


def page(chart: Chart) -> str:
    return shown('<c-chart :chart="chart" />', chart=chart)


def marks(drawing: str, look: str) -> list[dict[str, str]]:
    found = re.findall(rf'<\w+ class="chart-{look}"([^>]*)>', drawing)
    return [dict(re.findall(r'([\w-]+)="([^"]*)"', attributes)) for attributes in found]


def words(drawing: str) -> list[tuple[str, float, float, str]]:
    """Give each text of a drawing with where it begins and ends, a letter being no wider than 7, and its height."""
    found = []
    for attributes, text in re.findall(r"<text([^>]*)>([^<]*)</text>", drawing):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        x, wide = float(given["x"]), 7.0 * len(text)
        start = x - {"start": 0.0, "middle": wide / 2, "end": wide}[given["text-anchor"]]
        found.append((text, start, start + wide, given["y"]))
    return found


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(
    "chart",
    [
        nights([3.0] * 2, [4.0] * 2),
        nights([30.0] * 31, [40.0] * 31),
        nights([30.0] * 366, [30.0] * 366),
        columns([1.0, 0.0, 12.0], [3.0, 2.0, 9.0]),
        bars(["With family, permanent tenure, in a place of their own and a garden", "Other"], [1204.0, 0.0]),
    ],
)
def test_no_word_leaves_the_drawing_or_stands_on_another(chart: Chart, width: int) -> None:
    told = words(draw(chart, width))
    assert told
    for text, start, end, _y in told:
        assert start >= 0, text
        assert end <= width, text
    for place, (text, start, end, y) in enumerate(told):
        for other, its_start, its_end, its_y in told[place + 1 :]:
            is_beside = end <= its_start or its_end <= start
            assert y != its_y or is_beside, f"{text} on {other}"


def test_an_area_is_as_high_as_its_number_and_a_line_lies_where_its_number_is() -> None:
    drawing = draw(nights([10.0, 20.0], [20.0, 20.0]), WIDE)
    [edge], [line] = marks(drawing, "edge"), marks(drawing, "line")
    heights = [float(one) for one in re.findall(r"^M[\d.]+ ([\d.]+)|V([\d.]+)", edge["d"])[0] if one]
    heights.append(float(re.findall(r"V([\d.]+)", edge["d"])[0]))
    zero = float(marks(drawing, "axis")[0]["y1"])
    limit = float(re.findall(r"^M[\d.]+ ([\d.]+)", line["d"])[0])
    assert zero - heights[1] == pytest.approx(2 * (zero - heights[0]), abs=0.2)
    assert heights[1] == limit
    assert "V" not in line["d"]


def test_a_year_of_equal_nights_is_one_line_and_not_366() -> None:
    assert len(draw(nights([30.0] * 366, [40.0] * 366), WIDE)) < 6000


def test_columns_go_up_and_down_from_the_same_line() -> None:
    drawing = draw(columns([4.0, 0.0], [0.0, 2.0]), WIDE)
    [up], [down] = marks(drawing, "up"), marks(drawing, "down")
    assert float(up["y"]) + float(up["height"]) == pytest.approx(float(down["y"]), abs=0.2)
    assert float(up["height"]) == pytest.approx(2 * float(down["height"]), abs=0.2)


def test_bars_are_as_long_as_their_numbers_and_nothing_has_no_bar() -> None:
    drawn = marks(draw(bars(["A", "B", "C"], [4.0, 2.0, 0.0]), WIDE), "bar")
    assert [float(one["width"]) for one in drawn] == [
        pytest.approx(2 * float(drawn[1]["width"])),
        float(drawn[1]["width"]),
    ]


def test_names_of_two_lines_that_end_together_are_kept_apart() -> None:
    told = {text: float(y) for text, _start, _end, y in words(draw(nights([40.0] * 9, [40.0] * 9), WIDE))}
    assert abs(told["People"] - told["Beds"]) >= 14


@pytest.mark.parametrize(
    ("highest", "numbers"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (4, [0, 1, 2, 3, 4]),
        (33, [0, 10, 20, 30, 40]),
        (1300, [0, 500, 1000, 1500]),
        (0.4, [0, 1]),
    ],
)
def test_the_axis_has_round_whole_numbers_up_to_the_highest(highest: float, numbers: list[int]) -> None:
    assert round_numbers(highest) == numbers


@pytest.mark.parametrize(
    ("length", "days", "named"),
    [
        (600, 7, ["1 Oct", "2 Oct", "3 Oct", "4 Oct", "5 Oct", "6 Oct", "7 Oct"]),
        (200, 31, ["1 Oct", "15 Oct", "29 Oct"]),
        (
            600,
            366,
            ["Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"],
        ),
        (200, 366, ["Oct", "Jan", "Apr", "Jul", "Oct"]),
    ],
)
def test_days_are_named_as_far_apart_as_their_names_are_long(
    length: float, days: int, named: list[str]
) -> None:
    found = ticks([START + timedelta(days=number) for number in range(days)], "day", length)
    assert [tick.name for tick in found] == named
    assert found[0].year == "2025"


def test_three_years_of_months_tell_the_year_where_it_changes() -> None:
    months = [date(2023 + number // 12, number % 12 + 1, 1) for number in range(36)]
    named = [(tick.name, tick.year) for tick in ticks(months, "month", 600) if tick.year]
    assert named == [("Jan", "2023"), ("Jan", "2024"), ("Jan", "2025")]
    years = [date(1990 + number, 1, 1) for number in range(36)]
    assert [tick.name for tick in ticks(years, "year", 200)][:2] == ["1990", "1998"]


def test_a_chart_names_itself_and_has_its_table() -> None:
    text = page(nights([3.0, 5.0], [4.0, 4.0], facts=[("Most people", "5")]))
    assert 'aria-labelledby="chart-nights"' in text
    assert 'id="chart-nights">People and beds<' in text
    assert "Most people: <strong>5</strong>" in text
    assert text.count("<svg") == text.count('aria-hidden="true" focusable="false"')
    assert '<th scope="row">2025-10-02</th><td class="number">5.0</td><td class="number">4.0</td>' in text


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (nights([0.0] * 31, [0.0] * 31), "There is nothing to draw"),
        (nights([3.0], [4.0]), "One figure has no shape"),
        (bars(["A", "B"], [0.0, 0.0]), "There is nothing to draw"),
    ],
)
def test_without_a_shape_it_says_so_and_keeps_its_table(chart: Chart, said: str) -> None:
    text = page(chart)
    assert said in text
    assert "chart-wide" not in text
    assert "<table" in text


def test_beds_that_nobody_has_on_record_are_no_fault_and_nobody_in_them_neither() -> None:
    assert "chart-area" in page(nights([3.0, 4.0], [0.0, 0.0]))
    assert "chart-line" in page(nights([0.0, 0.0], [4.0, 4.0]))


def test_the_words_of_a_chart_are_never_markup() -> None:
    text = page(bars(["<script>alert(1)</script>", "B"], [1.0, 2.0]))
    assert "<script" not in text
