"""A listing is drawn as it was counted, beside its rows; the chart names nobody and shows no more than its totals."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.viewer import Viewer
from hearth.library import run_report, runs
from hearth.screens.reports.charts import bars
from hearth.ui.charts import Chart
from tests.beds import add_beds
from tests.community import (
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_exit,
    build_community,
    viewer_for,
)

START, END = date(2025, 10, 1), date(2025, 10, 31)


@pytest.fixture
def made(transactional_db: None, settings: Any, tmp_path: Any) -> Community:
    """Two people in a program with three beds; a run commits as it goes, so these tests do, too."""
    settings.DATA = tmp_path / "data"
    community = build_community()
    add_beds(community, community.transitional, 3)
    stayer = add_client(community, "Quillfeather", "Example", dob=date(1985, 1, 1))
    add_enrollment(community, stayer, community.transitional, date(2025, 9, 1))
    leaver = add_client(community, "Ada", "Example", dob=date(1970, 1, 1))
    add_exit(community, add_enrollment(community, leaver, community.transitional, START), date(2025, 10, 5))
    return community


def ran(made: Community, report: str, start: date = START, end: date = END) -> Any:
    viewer = viewer_for(made.personas["agency_manager"])
    run = runs.start_report(viewer, report=report, project_ids=[made.transitional.id], start=start, end=end)
    run_report.perform_report(run.id)
    return run


@pytest.fixture
def look(made: Community, browser_of: Callable[..., Browser]) -> Callable[[Any], Any]:
    browser = browser_of(made.personas["agency_manager"])
    return lambda run: browser.get(reverse("reports:run", args=[run.id]))


def test_a_census_is_drawn_with_the_figures_of_its_rows(made: Community, look: Any) -> None:
    answer = look(ran(made, "housing_census"))
    [chart] = answer.context["charts"]
    told = {cells[0][0]: (cells[1][0], cells[3][0]) for _row, cells in answer.context["lines"]}
    assert {row[0]: (row[1], row[2]) for row in chart.rows} == told
    assert told["4 Oct 2025"] == ("2", "3")
    assert dict(chart.facts)["Fullest night"] == "1 Oct 2025"
    assert answer.content.decode().index("<figure") < answer.content.decode().index("Average beds")


def test_a_roster_is_drawn_below_its_people_and_without_them(made: Community, look: Any) -> None:
    page = look(ran(made, "roster", end=date(2025, 12, 31))).content.decode()
    rows, _figure, chart = page.partition("<figure")
    assert "Quillfeather" in rows
    assert "Quillfeather" not in chart
    assert "chart-up" in chart


def test_who_may_not_be_opened_is_counted_in_the_chart_as_in_the_totals(
    made: Community, look: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ran(made, "roster", end=date(2025, 12, 31))
    all_clients = Viewer.clients.fget  # type: ignore[attr-defined]
    monkeypatch.setattr(Viewer, "clients", property(lambda viewer: all_clients(viewer).none()))
    answer = look(run)
    [chart] = answer.context["charts"]
    assert dict(chart.facts) == {"Stays that started": "1", "Stays that ended": "1"}
    assert dict(answer.context["totals"])["Stays"] == "2"


def test_a_chart_belongs_to_its_run_and_is_not_there_for_another_agency(
    made: Community, browser_of: Callable[..., Browser]
) -> None:
    run = ran(made, "housing_census")
    other = browser_of(add_account("other_manager", made.other_agency, "agency_manager"))
    assert other.get(reverse("reports:run", args=[run.id])).status_code == 404


def test_a_run_from_before_there_were_charts_opens_without_one(made: Community, look: Any) -> None:
    run = ran(made, "housing_census")
    run.refresh_from_db()
    del run.cells["charts"]
    run.save()
    assert "<figure" not in look(run).content.decode()


@pytest.mark.parametrize(
    ("report", "drawn"), [("timeliness", 2), ("income_change", 0), ("annual_due", 0), ("service_summary", 0)]
)
def test_other_listings_are_drawn_where_a_shape_says_more(
    made: Community, look: Any, report: str, drawn: int
) -> None:
    charts: list[Chart] = look(ran(made, report)).context["charts"]
    assert len([one for one in charts if one.is_drawn]) == drawn


def test_bars_say_how_much_of_the_whole_they_are() -> None:
    chart = bars(code="x", title="X", unit="X", words="", head=["Kind", "People"], numbers={"A": 3, "B": 1})
    assert chart.said == ["3 (75.0 %)", "1 (25.0 %)"]
    empty = bars(code="x", title="X", unit="X", words="", head=["Kind", "People"], numbers={"A": 0})
    assert empty.is_empty


def test_the_destinations_and_the_lengths_of_an_apr_are_drawn_from_its_tables(
    made: Community, look: Any
) -> None:
    run = ran(made, "apr", date(2025, 10, 1), date(2026, 9, 30))
    charts = {
        table.code: (table, chart) for table, _columns, _rows, chart in look(run).context["tables"] if chart
    }
    assert set(charts) == {"Q22a1", "Q23c"}
    table, destinations = charts["Q23c"]
    assert destinations.labels == [
        "Homeless Situations",
        "Institutional Situations",
        "Temporary Situations",
        "Permanent Situations",
        "Other Situations",
    ]
    assert destinations.series[0].values == [0, 0, 0, 1, 0]
    table, lengths = charts["Q22a1"]
    assert list(lengths.series[0].values) == [row.cells[0].value for row in table.rows[:-1]]
    assert sum(lengths.series[0].values) == 2
