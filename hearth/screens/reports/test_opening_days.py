"""Each report opens with the days that are usually wanted of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.library.run_report import perform_report
from hearth.library.runs import start_report
from tests.community import Community, add_client, add_enrollment, build_community, viewer_for

AROUND = [date(2026, 10, 29), date(2026, 12, 28)]


@pytest.fixture
def made(transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Community:
    settings.DATA = tmp_path
    monkeypatch.setattr("hearth.access.viewer.Viewer.today", date(2026, 11, 28))
    return build_community()


@pytest.fixture
def browser(made: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(made.personas["agency_manager"])


def days(browser: Browser, report: str) -> list[date]:
    form = browser.get(reverse("reports:start", args=[report])).context["form"]
    return [form["start"].value(), form["end"].value()]


def test_annual_assessments_open_with_all_that_may_be_made_today_and_what_looks_back_with_its_period(
    browser: Browser,
) -> None:
    assert days(browser, "annual_due") == AROUND
    assert days(browser, "roster") == [date(2026, 11, 1), date(2026, 11, 28)]
    assert days(browser, "apr") == [date(2025, 10, 1), date(2026, 9, 30)]


def test_a_favourite_marked_in_the_list_keeps_the_days_that_the_report_opens_with(browser: Browser) -> None:
    browser.post(reverse("reports:favourite", args=["annual_due"]), {"keep": "yes"})
    [kept] = browser.get(reverse("reports:list")).context["favourites"]
    assert (kept.period, [kept.start, kept.end]) == ("From 30 days back to 30 days ahead", AROUND)


def ran(made: Community, report: str) -> Any:
    viewer = viewer_for(made.personas["agency_manager"])
    run = start_report(viewer, report=report, project_ids=[made.rapid.id], start=AROUND[0], end=AROUND[1])
    perform_report(run.id)
    run.refresh_from_db()
    run.started_at = datetime(2026, 11, 28, 19, 30, tzinfo=UTC)
    run.save()
    return run


def test_days_to_come_are_offered_by_name_only_where_the_report_opens_with_them(
    made: Community, browser: Browser
) -> None:
    for report, is_offered in (("annual_due", True), ("roster", False)):
        address = reverse("reports:schedule", args=[ran(made, report).id])
        form = browser.get(address).context["form"]
        assert ("around_today" in dict(form.fields["period"].choices)) is is_offered
        assert form["period"].value() == ("around_today" if is_offered else "last_month")


def test_an_anniversary_to_come_is_listed_and_nobody_is_told_that_its_day_has_not_come(
    made: Community, browser: Browser
) -> None:
    add_enrollment(made, add_client(made, "Rosa", "Example"), made.rapid, date(2024, 12, 20))
    coming, present = (
        browser.get(reverse("reports:run", args=[ran(made, report).id])).content.decode()
        for report in ("annual_due", "roster")
    )
    assert "Rosa Example" in coming
    assert "20 Dec 2026" in coming
    assert "The last day had not come" not in coming
    assert "The last day had not come" in present
