"""The page of a finished run says of which moment its records are, and over which programs it went."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.library.runs import start_report
from tests.community import Community, build_community, viewer_for

START, END = date(2025, 10, 1), date(2026, 9, 30)


@pytest.fixture
def made(db: None) -> Community:
    return build_community()


@pytest.fixture
def page(made: Community, browser_of: Callable[..., Browser]) -> Callable[..., str]:
    """Give the page of a run that read its records at a moment; it has no tables."""
    viewer = viewer_for(made.personas["agency_manager"])

    def of(read_at: datetime, programs: int = 1) -> str:
        run = start_report(viewer, report="apr", project_ids=[made.supportive.id], start=START, end=END)
        run.state, run.started_at, run.cells = "done", read_at, {"tables": []}
        run.parameters["projects"] *= programs
        run.save()
        browser = browser_of(made.personas["agency_manager"])
        return browser.get(reverse("reports:run", args=[run.id])).content.decode()

    return of


def test_a_run_says_of_which_moment_its_records_are(page: Callable[..., str]) -> None:
    shown = page(datetime(2026, 9, 30, 19, 30, tzinfo=UTC))
    assert "Records as of</dt><dd>30 Sep 2026" in shown
    assert "The last day had not come" not in shown


def test_a_run_whose_last_day_was_still_to_come_says_that_its_numbers_can_change(
    page: Callable[..., str],
) -> None:
    assert "The last day had not come" in page(datetime(2026, 9, 29, 19, 30, tzinfo=UTC))


def test_many_programs_stand_one_tap_away(page: Callable[..., str]) -> None:
    shown = page(datetime(2026, 10, 1, tzinfo=UTC), programs=5)
    assert "Harbor Homes and 4 more</summary>" in shown
    assert shown.count("<li>Harbor Homes</li>") == 5
