"""A walk for each test, in an empty community."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.community import Community
from tests.golden_walks.walk import Walk


@pytest.fixture
def walk(community: Community, browser_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Walk:
    """Give a case manager with a browser."""
    return Walk(community, browser_of(community.personas["agency_manager"]), monkeypatch)
