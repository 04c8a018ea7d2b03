"""A spool of its own for each test: other test processes of this checkout sweep theirs meanwhile."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_spool(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> Path:
    settings.DATA = tmp_path_factory.mktemp("data")
    return Path(settings.DATA)
