"""A command knows whether the database lacks a migration without loading any, and loads what it needs."""

import json
import os
import subprocess
import sys

import pytest
from django.apps import apps
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader

from hearth.records import guard
from hearth.site import start
from hearth.site.postgres import PostgresUnavailable
from hearth.site.start import RECORDS_ALONE, SETTINGS, _pending_migrations, known_migrations

pytestmark = pytest.mark.django_db


def test_nothing_is_pending_where_every_migration_was_applied() -> None:
    assert not _pending_migrations()


@pytest.mark.parametrize("app", ["records", "procrastinate", "mfa"])
def test_one_migration_that_was_not_applied_is_pending(app: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from django_migrations where id = (select max(id) from django_migrations where app = %s)",
            [app],
        )
        assert cursor.rowcount == 1
    assert _pending_migrations()


def test_a_database_that_does_not_answer_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(_recorder: object) -> dict[tuple[str, str], object]:
        raise OperationalError

    monkeypatch.setattr("django.db.migrations.recorder.MigrationRecorder.applied_migrations", silent)
    with pytest.raises(PostgresUnavailable, match=r"^The database does not answer\. Nothing was changed"):
        _pending_migrations()


def test_what_is_looked_for_on_the_disk_are_the_migrations_that_django_knows() -> None:
    assert known_migrations() == set(MigrationLoader(connection).disk_migrations)


def test_a_command_that_only_moves_records_has_pending_migrations_made_with_all_apps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[tuple[list[str], str]] = []
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda words, env, check: made.append((words[1:], env["DJANGO_SETTINGS_MODULE"])),
    )
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", RECORDS_ALONE)
    monkeypatch.setattr(connection, "close", lambda: None)
    start._migrate_if_needed()
    assert made == []
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'mfa'")
    start._migrate_if_needed()
    assert made == [(["-m", "hearth.site.cli", "manage", "migrate", "--verbosity=0"], SETTINGS)]


_RECORDS_ALONE = """
import json, sys
from django.apps import apps
from django.conf import settings
from hearth.site.start import RECORDS_ALONE, set_up_django

set_up_django(RECORDS_ALONE)
from hearth.records import guard
from hearth.records.models import Client
from hearth.site import settings as whole

try:
    str(Client.objects.all().query)
    refusal = ""
except guard.Refused as reason:
    refusal = str(reason)
names = [name for name in dir(whole) if name[0].isupper() and name.isupper() and name != "INSTALLED_APPS"]
print(json.dumps({
    "models": sorted(model.__name__ for model in apps.get_app_config("records").get_models()),
    "refusal": refusal,
    "scoped": len(guard._visibility),
    "differ": [name for name in names if getattr(settings, name) != getattr(whole, name)],
    "web": [name for name in ("allauth", "axes", "procrastinate", "hearth.screens") if name in sys.modules],
}))
"""


def test_a_command_that_only_moves_records_has_the_same_tables_history_guard_and_keys() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    said = subprocess.run(
        [sys.executable, "-c", _RECORDS_ALONE], env=environment, capture_output=True, text=True, check=True
    )
    found = json.loads(said.stdout)
    assert found["models"] == sorted(model.__name__ for model in apps.get_app_config("records").get_models())
    assert {"Client", "ClientHistory"} <= set(found["models"])
    assert "records_client" in found["refusal"]
    assert found["scoped"] == len(guard._visibility)
    assert found["differ"] == []
    assert found["web"] == []
