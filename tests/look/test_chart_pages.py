"""Charts at a desk, on a phone, in the dark and on paper: axe finds nothing, and no page is wider than its window."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hearth.library.run_report import perform_report
from hearth.library.runs import start_report
from hearth.records.models import Account
from tests.beds import add_beds
from tests.community import Community, add_client, add_enrollment, add_exit, viewer_for
from tests.conftest import PICTURES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
START, END = date(2025, 10, 1), date(2026, 9, 30)
# What of a page is as wide as what it holds, however little room there is.
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def lived_in(community: Community, settings: Any, tmp_path: Any) -> Community:
    """Nine beds, into which somebody came every ten days, and which most left again."""
    settings.DATA = tmp_path
    add_beds(community, community.transitional, 9)
    for number in range(36):
        day = START + timedelta(days=10 * number)
        client = add_client(community, f"Guest {number}", "Example", dob=date(1980, 1, 1))
        stay = add_enrollment(community, client, community.transitional, day)
        stay_days = 40 + 70 * (number % 3)
        if number % 5 and day + timedelta(days=stay_days) <= END:
            add_exit(community, stay, day + timedelta(days=stay_days), (410, 302, 116)[number % 3])
    return community


def signed_in(
    page: Page, community: Community, browser_of: Callable[[Account], Any], live_server: Any
) -> None:
    session = browser_of(community.personas["agency_manager"]).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])


def ran(community: Community, code: str, start: date, end: date) -> Any:
    viewer = viewer_for(community.personas["agency_manager"])
    run = start_report(viewer, report=code, project_ids=[community.transitional.pk], start=start, end=end)
    perform_report(run.id)
    return run.id


def test_charts_of_reports_fit_a_desk_and_a_phone_in_light_and_dark(
    lived_in: Community,
    browser_of: Callable[[Account], Any],
    page: Page,
    live_server: Any,
    axe: Any,
) -> None:
    signed_in(page, lived_in, browser_of, live_server)
    days = {
        "housing_census": [
            (START, START),
            (START, date(2025, 10, 31)),
            (START, END),
            (date(2024, 1, 1), END),
        ],
        "roster": [(START, END)],
        "timeliness": [(START, END)],
        "income_change": [(START, END)],
        "apr": [(START, END)],
    }
    runs = {
        f"{code}-{(end - start).days + 1}": ran(lived_in, code, start, end)
        for code, ranges in days.items()
        for start, end in ranges
    }
    for scheme, width in (("light", 1280), ("dark", 390)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        for name, run in runs.items():
            page.goto(f"/reports/{run}/")
            # Of the many tables of an APR, one that is drawn.
            within = "#Q23c" if name.startswith("apr") else "#main"
            axe(page, within=within)
            assert page.evaluate(WIDTH) <= width, name
            page.locator(within).screenshot(path=PICTURES / f"chart-{name}-{scheme}-{width}.png")


def test_the_table_of_a_chart_opens_by_keyboard_and_stands_on_paper(
    lived_in: Community,
    browser_of: Callable[[Account], Any],
    page: Page,
    live_server: Any,
    axe: Any,
) -> None:
    signed_in(page, lived_in, browser_of, live_server)
    page.goto(f"/reports/{ran(lived_in, 'housing_census', START, date(2025, 10, 31))}/")
    chart = page.get_by_role("figure", name="People and beds")
    rows = chart.get_by_role("row")
    expect(rows).to_have_count(0)
    page.emulate_media(media="print")
    expect(chart.locator("tbody tr").last).to_be_visible()
    page.emulate_media(media="screen")
    chart.locator("summary").press("Enter")
    expect(rows).to_have_count(32)
    axe(page)
