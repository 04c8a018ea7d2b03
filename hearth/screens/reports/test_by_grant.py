"""The form of a report is filled in for a grant and for any operating year of it that began."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.community import Community, add_funder, build_community

APR = reverse("reports:start", args=["apr"])


@pytest.fixture
def community(db: None, monkeypatch: pytest.MonkeyPatch) -> Community:
    monkeypatch.setattr("hearth.access.viewer.Viewer.today", date(2026, 11, 28))
    made = build_community()
    add_funder(made, made.shelter, 2, grant_id="CA0044", start_date=date(2024, 7, 1))
    return made


@pytest.fixture
def browser(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["agency_manager"])


def opened(browser: Browser, **asked: str) -> tuple[Any, list[date]]:
    page = browser.get(APR, asked)
    form = page.context["form"]
    return page, [form["start"].value(), form["end"].value()]


def years(page: Any) -> dict[str, str]:
    form = page.context["by_grant"]
    return dict(form.fields["year"].choices) if "year" in form.fields else {}


def test_the_last_year_is_filled_in_and_the_others_that_began_are_offered_the_latest_first(
    browser: Browser,
) -> None:
    page, days = opened(browser, grant="CA0044")
    assert days == [date(2025, 7, 1), date(2026, 6, 30)]
    assert list(years(page).items()) == [
        ("2026-07-01", "1 Jul 2026 to today; it runs until 30 Jun 2027"),
        ("2025-07-01", "1 Jul 2025 to 30 Jun 2026, the last that is over"),
        ("2024-07-01", "1 Jul 2024 to 30 Jun 2025"),
    ]
    assert page.context["by_grant"]["year"].value() == "2025-07-01"
    assert years(opened(browser)[0]) == {}


def test_what_was_filled_in_opens_at_the_choice_of_the_grant_and_is_kept_when_something_is_wrong(
    browser: Browser,
) -> None:
    page = browser.get(APR, {"grant": "CA0044"}).content.decode()
    assert 'action="#by-grant" id="by-grant"' in page
    assert f'action="{APR}?grant=CA0044"' in page
    wrong = browser.post(f"{APR}?grant=CA0044&year=2024-07-01", {"start": "2025-01-02", "end": "2025-01-01"})
    assert wrong.context["by_grant"]["year"].value() == "2024-07-01"


@pytest.mark.parametrize(
    ("year", "days"),
    [
        ("2024-07-01", [date(2024, 7, 1), date(2025, 6, 30)]),
        ("2026-07-01", [date(2026, 7, 1), date(2026, 11, 28)]),
    ],
)
def test_a_year_that_was_chosen_fills_in_its_days_and_the_present_one_those_until_today(
    community: Community, browser: Browser, year: str, days: list[date]
) -> None:
    page, found = opened(browser, grant="CA0044", year=year)
    assert found == days
    assert page.context["by_grant"]["year"].value() == year
    assert page.context["form"]["programs"].value() == [str(community.shelter.id)]


def test_a_year_that_the_grant_no_longer_has_is_told_and_the_last_one_is_filled_in(
    browser: Browser,
) -> None:
    for year in ("2023-01-01", "nonsense"):
        page, days = opened(browser, grant="CA0044", year=year)
        assert days == [date(2025, 7, 1), date(2026, 6, 30)]
        assert "The year that was asked for is none of grant CA0044." in page.content.decode()
    assert "is none of grant" not in opened(browser, grant="CA0044", year="2024-07-01")[0].content.decode()


def test_a_grant_whose_first_year_runs_fills_in_its_days_until_today(
    community: Community, browser: Browser
) -> None:
    add_funder(community, community.shelter, 2, grant_id="CA0050", start_date=date(2026, 3, 1))
    assert opened(browser, grant="CA0050")[1] == [date(2026, 3, 1), date(2026, 11, 28)]


def test_a_grant_that_is_to_begin_fills_in_its_first_year(community: Community, browser: Browser) -> None:
    add_funder(community, community.shelter, 2, grant_id="CA0051", start_date=date(2027, 1, 1))
    page, days = opened(browser, grant="CA0051")
    assert (years(page), days) == ({}, [date(2027, 1, 1), date(2027, 12, 31)])


def test_a_grant_that_was_renewed_under_its_number_has_the_years_of_each_term(
    community: Community, browser: Browser
) -> None:
    for first, last in ((date(2024, 7, 1), date(2025, 6, 30)), (date(2025, 9, 1), None)):
        add_funder(community, community.shelter, 2, grant_id="CA0047", start_date=first, end_date=last)
    page, days = opened(browser, grant="CA0047")
    assert days == [date(2025, 9, 1), date(2026, 8, 31)]
    assert list(years(page)) == ["2026-09-01", "2025-09-01", "2024-07-01"]


def test_a_grant_without_a_first_day_is_named_with_what_is_missing_and_not_offered(
    community: Community, browser: Browser
) -> None:
    add_funder(community, community.rapid, 2, grant_id="CA0060", start_date=None)
    for address in (APR, reverse("reports:due")):
        assert "CA0060 (Harbor Rapid)" in browser.get(address).content.decode()
    assert "CA0060" not in dict(browser.get(APR).context["by_grant"].fields["grant"].choices)
    assert "CA0060" not in browser.get(reverse("reports:start", args=["path"])).content.decode()
    assert browser.get(APR, {"grant": "CA0060"}).status_code == 404
