"""Get the records wing ready in this process: database running, Django set up, migrations applied."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

from hearth.site import environment

SETTINGS = "hearth.site.settings"
# Without what serves pages; for commands that only move records.
RECORDS_ALONE = "hearth.site.settings_of_commands"
# Any number: it names, among PostgreSQL's advisory locks, the one that lets a single process migrate.
_MIGRATION_LOCK = 4_327_841
# Apps that call themselves otherwise than their package.
_LABELS = {"procrastinate.contrib.django": "procrastinate"}


@contextmanager
def records_ready() -> Iterator[None]:
    """Everything below may use the records: the database runs (started here if it is ours), Django is set up.

    Raises hearth.site.postgres.PostgresUnavailable and hearth.site.environment.BadSetting.
    """
    set_up_django()
    cluster = environment.embedded_cluster()
    if cluster is None:
        _migrate_if_needed()
        yield
        return
    with cluster.in_use():
        _migrate_if_needed()
        try:
            yield
        finally:
            _let_connections_go()


def set_up_django(settings: str = SETTINGS) -> None:
    """Load the settings and the apps. Touches no database."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    django.setup()


def _migrate_if_needed() -> None:
    from django.db import connection

    if not _pending_migrations():
        return
    if os.environ["DJANGO_SETTINGS_MODULE"] == RECORDS_ALONE:
        # All apps have tables, and are not all loaded here.
        connection.close()
        whole = {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS}
        subprocess.run(
            [sys.executable, "-m", "hearth.site.cli", "manage", "migrate", "--verbosity=0"],
            env=whole,
            check=True,
        )
        return
    _migrate()


def _migrate() -> None:
    import psycopg
    from django.core.management import call_command
    from django.db import connection
    from procrastinate.contrib.django.utils import connector_params

    with psycopg.connect(**connector_params(), autocommit=True) as session:
        session.execute("select pg_advisory_lock(%s)", [_MIGRATION_LOCK])
        if _pending_migrations():
            print("Preparing the database.", file=sys.stderr)
            call_command("migrate", verbosity=0, interactive=False)
    connection.close()


def _pending_migrations() -> bool:
    """Say whether anything is to be migrated. Raises PostgresUnavailable where the database does not answer."""
    from django.db import OperationalError, connection
    from django.db.migrations.recorder import MigrationRecorder

    from hearth.site.postgres import PostgresUnavailable

    try:
        applied = MigrationRecorder(connection).applied_migrations().keys()
    except OperationalError as silence:
        raise PostgresUnavailable(
            "The database does not answer. Nothing was changed: run the command again when it is up."
        ) from silence
    return bool(known_migrations() - applied)


def known_migrations() -> set[tuple[str, str]]:
    """Give the migrations of all of Hearth's apps, as (label of the app, name), also of apps that are not loaded.

    Their files are looked for, not imported: that would cost every command most of a second.
    """
    from hearth.site.settings import INSTALLED_APPS

    return {
        (_LABELS.get(app, app.rpartition(".")[2]), found.name)
        for app in (entry.partition(".apps.")[0] for entry in INSTALLED_APPS)
        for found in iter_modules([str(_folder_of(app) / "migrations")])
        if not found.name.startswith("_")
    }


def _folder_of(package: str) -> Path:
    """Give where a package lies, without importing it."""
    top, *below = package.split(".")
    spec = find_spec(top)
    assert spec and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0], *below)


def _let_connections_go() -> None:
    """Close what Django holds open, so that the server can stop behind us."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
