"""A day on which the calendar is looked at, and who looks."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client as Browser

from hearth.access.client_calendar import DueItem, Kind, due_between
from hearth.records import clock
from hearth.records.models import Account
from tests.community import Community, viewer_for

TODAY = date(2026, 3, 12)


@pytest.fixture(autouse=True)
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Let it be noon of a day: of TODAY, or of the one that is said."""

    def stand(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
        monkeypatch.setattr(clock, "instant", lambda: moment)

    stand(TODAY)
    return stand


@pytest.fixture
def worker(community: Community) -> Account:
    return community.personas["intake_worker"]


@pytest.fixture
def browser(worker: Account, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(worker)


def due(worker: Account, first: date = date(2026, 3, 1), last: date = date(2026, 3, 31)) -> list[DueItem]:
    return due_between(viewer_for(worker), first, last)


def days(items: list[DueItem], kind: Kind) -> list[date]:
    return [one.on for one in items if one.kind == kind]
