"""An enrollment's page with everything on it: a large household, answers, and an exit that is coming."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.records import clock
from tests.community import Community, add_client, add_household

START = date(2026, 1, 5)
QUERIES_AT_MOST = 12


@pytest.fixture
def browser(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def test_the_page_asks_few_queries_however_large_the_household_is(
    community: Community,
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Any,
) -> None:
    people = [add_client(community, f"Rosa{number}", "Example") for number in range(9)]
    stays = add_household(community, people, community.shelter, START)
    monkeypatch.setattr(clock, "instant", lambda: datetime(2026, 3, 24, 20, tzinfo=UTC))
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        page = browser.get(reverse("enrollment:enrollment", args=[stays[0].pk])).content.decode()
    assert "Rosa8" in page
    assert "5 Apr 2026" in page, "the exit that is coming is told"
