"""A process is killed while the server stores for it: the server ends that soon, and nobody goes on before."""

import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from hearth.exchange import undo
from hearth.exchange.run_progress import fail_interrupted_runs, own_line
from hearth.exchange.test_killed import kill, perform_elsewhere, queued
from hearth.exchange.uploads import go_on_after_interruption, perform_import
from hearth.records.models import ImportRun
from tests.hand_made import enrollment, export_zip, household_of_two

# What does not happen fails by the limit of time: how long a busy machine takes for it is not known.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.timeout(600)]

GATE = 4_242
AT_THE_GATE = f"perform pg_advisory_xact_lock({GATE});"
# So it is where the server is not told that the process is gone: its machine, not only its process, went down.
UNNOTICED = "perform set_config('client_connection_check_interval', '0', true);"
FOR_LONG = "perform pg_sleep(3600);"
OTHERS = (
    "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() "
    "and backend_type = 'client backend' and application_name = 'worker'"
)

WAITING_FOR_A_LOCK = "from pg_locks where locktype = 'advisory' and not granted"


@contextmanager
def storing(what: str) -> Iterator[None]:
    """Let the server do something before it stores enrollments."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"create function slowed() returns trigger language plpgsql as $$begin {what} return null; end$$; "
            "create trigger slowed before insert on records_enrollment execute function slowed()"
        )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("drop function slowed cascade")


@contextmanager
def gate() -> Iterator[None]:
    """Stop at the gate who comes there in the block."""
    with own_line() as line:
        line.execute("select pg_advisory_lock(%s)", [GATE])
        yield


def count(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) {query}")
        return int(cursor.fetchone()[0])


def wait_until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        time.sleep(0.02)


def begun(address: dict[str, str], run: ImportRun) -> subprocess.Popen[bytes]:
    return perform_elsewhere(address | {"PGAPPNAME": "worker"}, run)


def killed_while_it_stores(address: dict[str, str], run: ImportRun) -> None:
    """Let a process do an import until the server stores its enrollments, and kill it there."""
    process = begun(address, run)
    wait_until(lambda: count(f"{OTHERS} and query like 'copy records_enrollment%' and state = 'active'") == 1)
    kill(process)
    process.wait()


@pytest.fixture
def run(tmp_path: Path) -> ImportRun:
    return queued(export_zip(tmp_path / "export.zip", household_of_two()))


def state(run: ImportRun) -> str:
    run.refresh_from_db()
    return run.state


def test_an_import_goes_on_only_when_the_server_has_ended_what_it_did_for_the_killed_one(
    address: dict[str, str], run: ImportRun
) -> None:
    with storing(UNNOTICED + AT_THE_GATE):
        with gate():
            killed_while_it_stores(address, run)
            # The line that tells how far it is ends at once.
            wait_until(lambda: count(OTHERS) == 1)
            assert fail_interrupted_runs() == []
            assert go_on_after_interruption() == []
            assert state(run) == "running"
        wait_until(lambda: fail_interrupted_runs() == [run])
        assert count(OTHERS) == 0
    assert state(run) == "failed"

    assert go_on_after_interruption() == [run]
    perform_import(run.id)

    assert (state(run), run.counts["Client"]["new"]) == ("done", 3)


def test_another_import_has_its_turn_only_when_the_server_has_ended_what_it_did_for_the_killed_one(
    address: dict[str, str], run: ImportRun, tmp_path: Path
) -> None:
    second = queued(export_zip(tmp_path / "second.zip", household_of_two()))
    with storing(UNNOTICED + AT_THE_GATE):
        with gate():
            killed_while_it_stores(address, run)
            process = begun(address, second)
            wait_until(lambda: state(second) == "running" and second.step.startswith("Waiting"))
            time.sleep(1)
            assert state(second) == "running" and second.step == "Waiting for another import to end"
        assert process.wait() == 0

    assert (state(second), second.counts["Client"]["new"]) == ("done", 3)


def test_the_server_ends_soon_what_it_does_for_a_killed_import(
    address: dict[str, str], run: ImportRun
) -> None:
    with storing(FOR_LONG):
        killed_while_it_stores(address, run)
        wait_until(lambda: fail_interrupted_runs() == [run])
        assert count(OTHERS) == 0


def test_an_undo_waits_until_the_server_has_ended_what_it_did_for_a_killed_import(
    address: dict[str, str], run: ImportRun, tmp_path: Path
) -> None:
    perform_import(run.id)
    rows = household_of_two()
    rows["Enrollment"].append(enrollment("4", "3", "H4", 1))
    second = queued(export_zip(tmp_path / "second.zip", rows))

    def undone() -> None:
        try:
            undo.undo_import(None, run.id)
        finally:
            connection.close()

    with storing(UNNOTICED + AT_THE_GATE), ThreadPoolExecutor(1) as beside:
        with gate():
            killed_while_it_stores(address, second)
            undoing = beside.submit(undone)
            wait_until(lambda: undoing.done() or count(WAITING_FOR_A_LOCK) == 2)
            assert not undoing.done()
        undoing.result()

    run.refresh_from_db()
    assert run.undone_at is not None
