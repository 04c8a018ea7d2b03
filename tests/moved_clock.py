"""As a pytest plugin, the fixture `later`: the one clock of the records moved on."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from hearth.records import clock


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., datetime]:
    """Move the one clock on: `later(days=30)` from where it stands now, and it stands still there."""

    def move(**by: float) -> datetime:
        moment = clock.instant() + timedelta(**by)
        monkeypatch.setattr(clock, "instant", lambda: moment)
        return moment

    return move
