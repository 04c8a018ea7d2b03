"""Get the records wing ready in this process: database running, Django set up, migrations applied."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pkgutil import iter_modules

from hearth.site import environment

SETTINGS = "hearth.site.settings"
# Any number: it names, among PostgreSQL's advisory locks, the one that lets a single process migrate.
_MIGRATION_LOCK = 4_327_841


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


def set_up_django() -> None:
    """Load the settings and the apps. Touches no database."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def _migrate_if_needed() -> None:
    import psycopg
    from django.core.management import call_command
    from django.db import connection
    from procrastinate.contrib.django.utils import connector_params

    if not _pending_migrations():
        return
    with psycopg.connect(**connector_params(), autocommit=True) as session:
        session.execute("select pg_advisory_lock(%s)", [_MIGRATION_LOCK])
        if _pending_migrations():
            print("Preparing the database.", file=sys.stderr)
            call_command("migrate", verbosity=0, interactive=False)
    connection.close()


def _pending_migrations() -> bool:
    """Compare the names of the migrations only: to load them all would cost every command most of a second."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    applied = MigrationRecorder(connection).applied_migrations()
    for app in apps.get_app_configs():
        module, _is_explicit = MigrationLoader.migrations_module(app.label)
        try:
            package = import_module(module) if module else None
        except ModuleNotFoundError:
            package = None
        # pgtrigger has a module of this name that holds no migrations.
        names = iter_modules(getattr(package, "__path__", ()))
        if any((app.label, found.name) not in applied for found in names if not found.name.startswith("_")):
            return True
    return False


def _let_connections_go() -> None:
    """Close what Django holds open, so that the server can stop behind us."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
