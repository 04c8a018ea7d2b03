from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.rate_limits import LIMITS
from hearth.records.models import Account, RateCount
from hearth.records.rates import count_up, forget_old_counts
from hearth.records.setting import DEFAULTS
from tests.community import Community

NOON = datetime(2026, 11, 22, 12, 0, 30, tzinfo=UTC)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch, later: Callable[..., datetime]) -> None:
    """Let everything be done twice; all tries are in one window, because the clock stands still."""
    later()
    for key, _seconds in LIMITS.values():
        monkeypatch.setitem(DEFAULTS, key, 2)


@pytest.mark.django_db
def test_each_window_is_counted_by_itself_and_forgotten_afterwards() -> None:
    assert [count_up("search", "a", 60, NOON)[0] for _ in range(3)] == [1, 2, 3]
    assert count_up("search", "b", 60, NOON)[0] == 1
    assert count_up("search", "a", 60, NOON + timedelta(seconds=30)) == (1, 60)
    assert forget_old_counts(NOON + timedelta(seconds=29)) == 2
    assert RateCount.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_processes_that_count_at_the_same_moment_all_count() -> None:
    def one(_number: int) -> int:
        try:
            return count_up("search", "a", 60, NOON)[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        assert sorted(workers.map(one, range(12))) == list(range(1, 13))


@pytest.mark.django_db
def test_who_searches_too_often_waits_and_nobody_else_does(
    community: Community, browser_of: Callable[[Account], Browser], few: None
) -> None:
    browser = browser_of(community.personas["intake_worker"])
    answers = [browser.post("/clients/", {"q": "Rosa"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert "rests for 1 minute." in answers[-1].content.decode()
    assert browser.get("/clients/").status_code == 200, "the page itself stays open"
    other = browser_of(community.personas["agency_manager"])
    assert other.post("/clients/", {"q": "Rosa"}).status_code == 302


@pytest.mark.django_db
def test_a_search_as_one_types_is_told_in_place(
    community: Community, browser_of: Callable[[Account], Browser], few: None
) -> None:
    browser = browser_of(community.personas["intake_worker"])
    for _ in range(2):
        browser.post("/clients/", {"q": "Rosa"})
    answer = browser.post("/clients/", {"q": "Rosa"}, headers={"HX-Request": "true"})
    assert answer.status_code == 429
    assert "<html" not in answer.content.decode()


@pytest.mark.django_db
def test_a_password_can_be_asked_for_a_few_times_an_hour_whoever_asks(
    community: Community, client: Browser, few: None
) -> None:
    def ask(mail: str, address: str) -> int:
        return client.post("/accounts/password/reset/", {"email": mail}, REMOTE_ADDR=address).status_code

    told = [ask("intake_worker@example.org", f"10.0.0.{number}") for number in range(3)]
    assert told[-1] == 429, "one person is not buried in mails from everywhere"
    told = [ask(f"{number}@example.org", "10.0.0.99") for number in range(3)]
    assert told[-1] == 429, "one address does not try everybody"
    assert not RateCount.objects.filter(subject__contains="@").exists(), "addresses are not kept"


@pytest.mark.django_db
def test_a_limit_of_none_is_no_limit(
    community: Community, browser_of: Callable[[Account], Browser], few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DEFAULTS, "rate_searches_a_minute", 0)
    browser = browser_of(community.personas["intake_worker"])
    assert {browser.post("/clients/", {"q": "Rosa"}).status_code for _ in range(4)} == {302}


@pytest.mark.django_db
def test_exports_uploads_reports_and_searches_are_all_limited(
    community: Community, browser_of: Callable[[Account], Browser], few: None
) -> None:
    browser = browser_of(community.personas["hmis_lead"])
    arguments: dict[str, Any] = {
        "export:start": ["whole"],
        "export:answer": ["00000000-0000-0000-0000-000000000000"],
        "reports:start": ["apr"],
        "form_explorer:rules_of_coc": [community.coc.code],
    }
    for name in LIMITS:
        if name.startswith("account_"):
            continue
        RateCount.objects.all().delete()
        address = reverse(name, args=arguments.get(name, []))
        told = [browser.post(address, {}).status_code for _ in range(3)]
        assert told[-1] == 429, name
        assert 429 not in told[:2], name
