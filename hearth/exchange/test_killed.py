"""An import that is killed, cut off or runs out of room leaves the state before or the state after.

A process of its own performs the import, as a worker would, and is killed at random moments.
"""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from hearth.exchange import load, spool, undo
from hearth.exchange.run_progress import fail_interrupted_runs
from hearth.exchange.shape import stored_files
from hearth.exchange.uploads import go_on_after_interruption, perform_import
from hearth.records.models import ImportRun
from tests.hand_made import client, enrollment, export_zip, full_export

# Each begins many processes one after the other: on a machine that does many things at once that takes long.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.timeout(1800)]

KILLS, CUTS = 16, 4
UPLOADS_KILLED = 3
MANY = 1500
# What differs from run to run: nonces, and which change wrote a row.
_OF_A_RUN = ("ssn_encrypted", "change_id")


def export(path: Path, *, later: bool) -> Path:
    """A full export; the later one has new clients, changed ones, and lacks some stays."""
    rows = full_export()
    for number in range(MANY // 3 if later else 0, MANY):
        key = f"C{number}"
        rows["Client"].append(
            client(key, "Later" if later else "First", "Example", "123456789", "1990-01-01")
        )
        if later:
            rows["Client"][-1]["DateUpdated"] = "2026-06-01 00:00:00"
        rows["Enrollment"].append(enrollment(f"E{number}", key, f"HE{number}", 1))
    if later:
        for number in range(MANY, 2 * MANY):
            rows["Client"].append(client(f"C{number}", "New", "Example", None, "1990-01-01"))
            rows["Enrollment"].append(enrollment(f"E{number}", f"C{number}", f"HE{number}", 1))
    return export_zip(path, rows)


def hashed(*, deleted_too: bool, database: Any = connection) -> str:
    """Give one hash over all rows of all records: with the deleted ones and all columns, or of what is kept."""
    hashes = []
    with database.cursor() as cursor:
        for file in stored_files().values():
            names = [field.column for field in file.model._meta.concrete_fields]
            tables = [(file.table, [name for name in names if deleted_too or name not in _OF_A_RUN])]
            if deleted_too:
                tables.append((file.history_table, ["pgh_id"]))
            wanted = "true" if deleted_too else "date_deleted is null"
            for table, columns in tables:
                listed = ", ".join(f'"{name}"' for name in columns)
                cursor.execute(
                    f"select md5(string_agg(row({listed})::text, ',' order by {columns[0]})) from {table} "
                    f"where {wanted}"
                )
                hashes.append(str(cursor.fetchone()))
    return "; ".join(hashes)


def begun(address: dict[str, str], path: Path, most_blocks: int | None = None) -> subprocess.Popen[bytes]:
    """Start an import in a process of its own; give it as soon as it is at work on its run.

    No file that the process writes may grow beyond `most_blocks` of 512 bytes: so a disk is full for it.
    """
    begun_runs = ImportRun.objects.exclude(state="waiting")
    before = begun_runs.count()
    words = [sys.executable, "-m", "hearth.site.cli", "import", str(path), "--source", "Vendor", "--accept"]
    if most_blocks:
        words = ["sh", "-c", f'ulimit -f {most_blocks}; exec "$@"', "sh", *words]
    process = subprocess.Popen(words, env=address, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while begun_runs.count() == before and process.poll() is None:
        time.sleep(0.01)
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)


def cut_off(_process: subprocess.Popen[bytes]) -> None:
    """End every connection to this test's database but our own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where datname = current_database() and pid <> pg_backend_pid()"
        )


def over_within(process: subprocess.Popen[Any], seconds: float) -> float | None:
    """Let a process work for so long, and give how long it took where it was over before.

    The machine may do other things beside the first one, which was measured: then the next is to be stopped sooner.
    """
    began = time.monotonic()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    return time.monotonic() - began


def end_interrupted_runs() -> None:
    """End what was interrupted, as the job of every minute does: the server may notice a moment later."""
    while ImportRun.objects.filter(state="running").exists():
        fail_interrupted_runs()
        time.sleep(0.01)


def last_run() -> ImportRun:
    return ImportRun.objects.latest("created_at")


def test_an_import_that_is_killed_leaves_the_state_before_or_the_state_after(
    tmp_path: Path, address: dict[str, str]
) -> None:
    first = load.new_run(source_name="Vendor", file_name="first.zip", account=None)
    load.perform(first, export(tmp_path / "first.zip", later=False))
    before = hashed(deleted_too=False)
    path = export(tmp_path / "later.zip", later=True)
    process = begun(address, path)
    began = time.monotonic()
    assert process.wait(300) == 0
    seconds = time.monotonic() - began
    after = hashed(deleted_too=False)
    assert after != before
    undo.undo_import(None, last_run().id)
    assert hashed(deleted_too=False) == before
    dice = random.Random(20261122)
    outcomes: list[str] = []

    for stop in dice.sample([kill] * KILLS + [cut_off] * CUTS, KILLS + CUTS):
        everything = hashed(deleted_too=True)
        process = begun(address, path)
        seconds = over_within(process, dice.uniform(0, seconds)) or seconds
        stop(process)
        process.wait(60)
        end_interrupted_runs()
        run = last_run()
        outcomes.append(run.state)
        if run.state == "done":
            assert hashed(deleted_too=False) == after
            undo.undo_import(None, run.id)
            assert hashed(deleted_too=False) == before
        else:
            assert run.state == "failed"
            assert hashed(deleted_too=True) == everything

    assert outcomes.count("failed") >= KILLS // 2
    assert begun(address, path).wait(300) == 0
    assert (last_run().state, hashed(deleted_too=False)) == ("done", after)


def perform_elsewhere(address: dict[str, str], run: ImportRun) -> subprocess.Popen[bytes]:
    """Let a process of its own do a queued import, as a worker would."""
    program = (
        "import sys, uuid\n"
        "from hearth.site.start import records_ready\n"
        "with records_ready():\n"
        "    from hearth.exchange.uploads import perform_import\n"
        "    perform_import(uuid.UUID(sys.argv[1]))\n"
    )
    return subprocess.Popen([sys.executable, "-c", program, str(run.id)], env=address)


def queued(path: Path) -> ImportRun:
    run = load.new_run(source_name="Vendor", file_name=path.name, account=None, is_accepted=True)
    spool.store(run.id, [path.read_bytes()])
    return run


def test_an_upload_whose_worker_is_killed_goes_on_and_leaves_nothing_in_the_clear(
    tmp_path: Path, address: dict[str, str]
) -> None:
    first = load.new_run(source_name="Vendor", file_name="first.zip", account=None)
    load.perform(first, export(tmp_path / "first.zip", later=False))
    path = export(tmp_path / "later.zip", later=True)
    run = queued(path)
    began = time.monotonic()
    assert perform_elsewhere(address, run).wait(300) == 0
    seconds = time.monotonic() - began
    after = hashed(deleted_too=False)
    dice = random.Random(20261122)

    for number in range(1, UPLOADS_KILLED + 1):
        undo.undo_import(None, run.id)
        run = queued(path)
        process = perform_elsewhere(address, run)
        # Once in the beginning, once in the middle, once towards the end.
        over_within(process, seconds * (number - dice.random()) / UPLOADS_KILLED)
        kill(process)
        process.wait(60)
        end_interrupted_runs()
        spool.sweep()
        folder = spool.upload_of(run.id).parent
        left = {each.name for each in folder.iterdir()} if folder.exists() else set()
        assert left <= {spool.UPLOAD, spool.STAGING}
        go_on_after_interruption()

        perform_import(run.id)

        run.refresh_from_db()
        assert (run.state, hashed(deleted_too=False)) == ("done", after), run.message
        assert not folder.exists()


def test_a_full_disk_stores_nothing_and_says_so(tmp_path: Path, address: dict[str, str]) -> None:
    path = export(tmp_path / "first.zip", later=True)
    everything = hashed(deleted_too=True)

    assert begun(address, path, most_blocks=400).wait(300) == 2

    assert last_run().message == (
        "There is no room left on the disk; make some, then start it again. Nothing was stored."
    )
    assert hashed(deleted_too=True) == everything
    left = [each for each in Path(settings.DATA).rglob("*") if each.is_file() and "spool" in each.parts]
    assert left == []
    assert begun(address, path).wait(300) == 0
    assert last_run().state == "done"


def test_two_imports_at_once_in_two_processes_are_stored_one_after_the_other(
    tmp_path: Path, address: dict[str, str]
) -> None:
    path = export(tmp_path / "first.zip", later=True)

    processes: list[Any] = [begun(address, path), begun(address, path)]

    assert [process.wait(300) for process in processes] == [0, 0]
    new = sorted(run.counts["Client"]["new"] for run in ImportRun.objects.all())
    assert new == [0, 3 + 2 * MANY - MANY // 3]
