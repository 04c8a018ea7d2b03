"""What the tests of imports share: a spool of their own, and what another process needs for this test's database.

Other test processes of this checkout sweep theirs meanwhile.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection


@pytest.fixture(autouse=True)
def own_spool(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> Path:
    settings.DATA = tmp_path_factory.mktemp("data")
    return Path(settings.DATA)


@pytest.fixture
def address() -> dict[str, str]:
    """What the importing process finds in its environment: this test's database, and a folder of its own."""
    at = connection.settings_dict
    host = f"?host={at['HOST']}" if at["HOST"].startswith("/") else ""
    server = "" if host else f"{at['HOST']}:{at['PORT'] or 5432}"
    login = f"{at['USER']}:{at['PASSWORD']}" if at["PASSWORD"] else at["USER"]
    return {
        **os.environ,
        "DATABASE_URL": f"postgresql://{login}@{server}/{at['NAME']}{host}",
        "HEARTH_DATA": str(configured.DATA),
        "HEARTH_MASTER_KEY": configured.HEARTH_MASTER_KEY,
        "HEARTH_DEMO": "1",
    }
