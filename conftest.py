"""The ground of all tests: one test server, a database for each process, made in a moment from a template."""

import fcntl
import gc
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import hypothesis
import psycopg
import pytest
from psycopg import sql

from hearth.site import environment

# The fixtures that need a community with agencies, programs and personas; a scanner for harmful software.
pytest_plugins = ["tests.community", "tests.moved_clock", "tests.clamd"]

CHECKOUT = Path(__file__).parent
# The examples are drawn alike in every run, and none is hurried: what fails comes from the change, not from dice or
# load. Others are looked for with --hypothesis-profile=default.
hypothesis.settings.register_profile(
    "hearth", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("hearth")
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that uses the database, so that `-m database` repeats them on another PostgreSQL.

    What a browser test stores is committed, or the server, which answers in another thread, would not see it;
    pytest-django knows that by itself only when the test names the live server outright.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.django_db(transaction=True))
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays for the whole run, and look less often at the rest."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def rows_are_deleted() -> Iterator[None]:
    """After a test that commits, delete its few rows: to truncate makes all tables and their indexes anew.

    The tables are locked first, so that what the live server still writes is waited for. Who only reads is not: two who
    wait for each other's tables would be a deadlock.
    """
    from django.db import connection

    operations = type(connection.ops)
    truncate = operations.sql_flush

    def delete(self: Any, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute("select rolsuper from pg_roles where rolname = current_user")
            may_pass_triggers = cursor.fetchone()[0]
        names = [self.quote_name(table) for table in tables]
        if not names or not may_pass_triggers or options.get("reset_sequences"):
            return truncate(self, style, tables, **options)
        locks = f"lock table {', '.join(names)} in share row exclusive mode"
        deletes = [f"delete from {name}" for name in names]
        return ["; ".join(["set local session_replication_role = replica", locks, *deletes])]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", delete)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Start the test server and give this process a database of its own, a copy of the migrated template.

    Several test runs may go on in one checkout: each process holds a numbered slot while it lives. Its files
    (uploads that wait, runs that write) lie in a folder of the slot too, or one process would sweep another's.
    """
    from django.conf import settings as ours
    from django.db import connections

    cluster = environment.embedded_cluster(durable=False)
    with _slot() as number, cluster.in_use() if cluster else _nothing():
        settings = connections["default"].settings_dict
        template = _migrated_template(settings)
        ours.DATA = environment.data_folder() / "files" / str(number)
        shutil.rmtree(ours.DATA, ignore_errors=True)
        ours.DATA.mkdir(parents=True)
        ours.MEDIA_ROOT = ours.DATA / "files"
        settings["TEST"] |= {"NAME": f"test_hearth_{number}", "TEMPLATE": template}
        yield


@contextmanager
def _nothing() -> Iterator[None]:
    yield


@contextmanager
def _slot() -> Iterator[int]:
    folder = environment.data_folder() / "slots"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, 100):
        with (folder / str(number)).open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield number
            return
    raise RuntimeError("A hundred test processes run in this checkout.")


def _migrated_template(settings: dict[str, str]) -> str:
    """Give the name of the database that holds all migrations as they are now, making it when they changed."""
    name = f"hearth_template_{_fingerprint_of_migrations()}"
    lock = environment.data_folder() / "template.lock"
    with lock.open("w") as file, _administrator(settings) as connection:
        fcntl.flock(file, fcntl.LOCK_EX)
        rows = connection.execute("select datname from pg_database where datname like 'hearth_template_%'")
        existing = [str(row[0]) for row in rows]
        if name in existing:
            return name
        draft = f"{name}_draft"
        for old in existing:
            connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(old)))
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(draft)))
        _migrate(settings, draft)
        rename = sql.SQL("alter database {} rename to {}")
        connection.execute(rename.format(sql.Identifier(draft), sql.Identifier(name)))
    return name


def _fingerprint_of_migrations() -> str:
    digest = hashlib.sha256()
    for path in [*sorted(CHECKOUT.glob("hearth/**/migrations/*.py")), CHECKOUT / "requirements" / "app.txt"]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _administrator(settings: dict[str, str]) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        host=settings["HOST"] or None,
        port=settings["PORT"] or None,
        user=settings["USER"] or None,
        password=settings["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    )


def _migrate(settings: dict[str, str], database: str) -> None:
    who = f"{quote(settings['USER'])}:{quote(settings['PASSWORD'])}"
    url = f"postgresql://{who}@/{database}?host={quote(settings['HOST'] or 'localhost')}&port={settings['PORT']}"
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity=0", "--skip-checks"],
        cwd=CHECKOUT,
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "hearth.site.settings_for_tests"},
        check=True,
    )
