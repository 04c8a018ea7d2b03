"""Role x right x channel: page, search, autocomplete, report and export show a persona the same clients (ASV-01).

The expected answers are written here by hand; every answer is got by really asking the channel.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client as Browser
from django.urls import reverse

from hearth.records.models import ExportRun
from tests.permissions.table import EVERYBODY
from tests.permissions.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OPENS = frozenset({"page", "search", "autocomplete"})
READS = OPENS | {"report"}
EVERYTHING = READS | {"export"}
NOTHING: frozenset[str] = frozenset()
WHOSE = ("own", "others", "beyond")
# For each persona: the channels that show a client of the first agency, of another one there, and of another CoC.
EXPECTED = {
    "intake_worker": (OPENS, NOTHING, NOTHING),
    "agency_manager": (READS, NOTHING, NOTHING),
    "reporting_only": (READS, NOTHING, NOTHING),
    "services_only": (OPENS, NOTHING, NOTHING),
    "hmis_lead": (EVERYTHING, EVERYTHING, EVERYTHING),
    "coc_lead": (EVERYTHING, EVERYTHING, NOTHING),
    "stranger": (NOTHING, OPENS, NOTHING),
    "other_coc_lead": (NOTHING, NOTHING, EVERYTHING),
    "no_agency": (NOTHING, NOTHING, NOTHING),
    "anonymous": (NOTHING, NOTHING, NOTHING),
}
NAMES = {"own": "Rosa", "others": "Noor", "beyond": "Yara"}


def _shows(answer: Any, client_id: Any) -> bool:
    """Say whether an answer leads to the client."""
    return str(client_id) in answer.get("Location", "") or (
        answer.status_code == 200 and str(client_id) in answer.content.decode()
    )


def _page(browser: Browser, whose: str, things: dict[str, Any]) -> bool:
    answer = browser.get(reverse("client:client", args=[things["client_id"]]))
    return answer.status_code == 200 and NAMES[whose] in answer.content.decode()


def _search(browser: Browser, whose: str, things: dict[str, Any]) -> bool:
    answer = browser.post(reverse("find_client:find"), {"q": NAMES[whose]}, follow=True)
    return _shows(answer, things["client_id"])


def _autocomplete(browser: Browser, whose: str, things: dict[str, Any]) -> bool:
    answer = browser.post(
        reverse("find_client:find"), {"q": NAMES[whose][:3]}, headers={"HX-Request": "true"}
    )
    return _shows(answer, things["client_id"])


def _report(browser: Browser, whose: str, things: dict[str, Any]) -> bool:
    of_cell = [things["reports:run_id"], things["table"], things["row"], things["column"]]
    return _shows(browser.get(reverse("reports:cell", args=of_cell)), things["client_id"])


def _export(browser: Browser, whose: str, things: dict[str, Any]) -> bool:
    before = ExportRun.objects.count()
    browser.post(
        reverse("export:start", args=["programs"]),
        {
            "programs": [str(things["project_id"])],
            "start": "2025-10-01",
            "end": "2026-09-30",
            "period": "reporting",
            "directive": "",
            "names": "hashed",
            "recipient": "Example State",
            "purpose": "A test",
        },
    )
    return ExportRun.objects.count() > before


CHANNELS: dict[str, Callable[[Browser, str, dict[str, Any]], bool]] = {
    "page": _page,
    "search": _search,
    "autocomplete": _autocomplete,
    "report": _report,
    "export": _export,
}


def test_every_persona_has_its_line() -> None:
    assert set(EXPECTED) == set(EVERYBODY)


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_channel_shows_a_persona_the_same_clients(world: World, who: str) -> None:
    browser = Browser()
    if who in world.cookies:
        browser.cookies.load(world.cookies[who])
    wrong = []
    for whose, expected in zip(WHOSE, EXPECTED[who], strict=True):
        things = world.own | getattr(world, whose)
        for channel, asks in CHANNELS.items():
            with transaction.atomic():
                shown = asks(browser, whose, things)
                transaction.set_rollback(True)
            if shown != (channel in expected):
                wrong.append(f"{who}: {channel} {'shows' if shown else 'hides'} {NAMES[whose]}")
    assert wrong == []


@pytest.mark.parametrize("who", [who for who, line in EXPECTED.items() if any(line)])
def test_no_role_browses_all_clients_without_saying_whom_it_looks_for(world: World, who: str) -> None:
    browser = Browser()
    browser.cookies.load(world.cookies[who])
    clients = [str(things["client_id"]) for things in (world.own, world.others, world.beyond)]
    for words in ("", " ", "%", "*", "_", "?"):
        with transaction.atomic():
            answer = browser.post(reverse("find_client:find"), {"q": words}, headers={"HX-Request": "true"})
            transaction.set_rollback(True)
        assert [client for client in clients if client in answer.content.decode()] == [], words
