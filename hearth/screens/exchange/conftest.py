"""The HMIS lead at the browser, with a data folder of the test's own, and a source that is known."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from hearth.records.models import Source
from tests.community import Community


@pytest.fixture
def browser(
    community: Community, browser_of: Callable[..., Browser], settings: Any, tmp_path: Any
) -> Browser:
    settings.DATA = tmp_path / "data"
    return browser_of(community.personas["hmis_lead"])


@pytest.fixture
def vendor(db: None) -> Source:
    return Source.objects.create(name="Harbor County HMIS")
