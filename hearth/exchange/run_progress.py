"""How far a run is, written where a page can see it while the run's own transaction is still open.

Progress goes through a connection of its own that commits each line at once. The same connection holds an
advisory lock named after the run for as long as its process lives, so a run that says "running" while nobody
holds its lock was interrupted.

When a process is killed, the server may still be at work on its last statement. So the transaction that stores holds
locks too, and until it has ended the run is not over and no other import has its turn.
"""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql
from psycopg.types.json import Jsonb

from hearth.records.models.duplicate_scan import DuplicateScan
from hearth.records.models.export_run import ExportRun
from hearth.records.models.import_run import ImportRun, ImportUndo
from hearth.records.models.report_run import ReportRun
from hearth.records.models.run import Run, RunState

# A page asks about once a second; writing more often is wasted.
_SECONDS_BETWEEN_WRITES = 0.4
# One import stores at a time: each sees what the one before stored.
_IMPORT_LOCK = 4_801_001
# It is held by the transaction of the import or undo whose turn it is.
_STORING_LOCK = 4_801_002
# How soon the server notices in the middle of a statement that who asked for it is gone.
_SECONDS_UNTIL_NOTICED = 1
# How long a person has to agree to an import, or to start one again that was interrupted.
DAYS_KEPT = 7


class AlreadyRunning(Exception):
    """Another process is at work on this run."""


class Cancelled(Exception):
    """Somebody cancelled the run."""


def upload_kept_until() -> datetime:
    """Give until when an upload is kept whose import is held, or broke off by no fault of the file."""
    return datetime.now(UTC) + timedelta(days=DAYS_KEPT)


class RunProgress:
    """Tells a run's step and how many of its units are done."""

    def __init__(self, run: Run, line: psycopg.Connection[Any]) -> None:
        self.run = run
        self._line = line
        self._written_at = 0.0

    def step(self, words: str, total_units: int = 0) -> None:
        """Begin a step of so many units (0: it cannot be said how many)."""
        self._write(
            step=words[:200], step_started_at=datetime.now(UTC), done_units=0, total_units=total_units
        )

    def done(self, units: int, counts: Callable[[], dict[str, Any]] | None = None) -> None:
        """Say how many units of the step are done so far, and the counts per file, asked for when due."""
        if time.monotonic() - self._written_at < _SECONDS_BETWEEN_WRITES:
            return
        values: dict[str, Any] = {"done_units": units}
        if counts is not None:
            values["counts"] = counts()
        self._write(**values)

    def of(self, units: int, total_units: int) -> None:
        """Say how many of how many units are done so far. Raises Cancelled."""
        if time.monotonic() - self._written_at >= _SECONDS_BETWEEN_WRITES:
            self._write(done_units=units, total_units=total_units)
            self.stop_if_cancelled()

    def wait_for_turn(self) -> None:
        """Wait until no other import is at work. The turn ends with this run, or with its process.

        What the server still does for the one before is waited for too. Raises Cancelled.
        """
        while not (_takes(self._line, _IMPORT_LOCK) and not _is_held(self._line, _STORING_LOCK)):
            self.stop_if_cancelled()
            time.sleep(_SECONDS_BETWEEN_WRITES)

    def stop_if_cancelled(self) -> None:
        """Raise Cancelled when somebody cancelled this run since it began."""
        query = f"select {self.run.CANCELLED} from {self.run._meta.db_table} where id = %s"
        if self._line.execute(query.encode(), [self.run.id]).fetchone() == (True,):
            raise Cancelled

    def hold(self, message: str, **more: Any) -> None:
        """Stop until a person agrees. Call it after the run's transaction was rolled back."""
        self._write(state=RunState.HELD.value, message=message, kept_until=upload_kept_until(), **more)
        self.run.refresh_from_db()

    def fail(self, message: str, **more: Any) -> None:
        """End the run as failed, with one clear line. Call it after the run's transaction was rolled back.

        Whose connection was lost cannot know whether its last word, the commit, was heard: what is done stays so.
        """
        ended = {"state": RunState.FAILED.value, "message": message, "finished_at": datetime.now(UTC)}
        self._write(unless="done", **ended, **more)
        self.run.refresh_from_db()

    def _write(self, *, unless: str = "", **values: Any) -> None:
        self._line.execute(
            sql.SQL("update {} set {} where id = %s and state <> %s").format(
                sql.Identifier(self.run._meta.db_table),
                sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(name)) for name in values),
            ),
            [
                *(Jsonb(value) if isinstance(value, dict | list) else value for value in values.values()),
                self.run.id,
                unless,
            ],
        )
        self._written_at = time.monotonic()


@contextmanager
def following(run: Run) -> Iterator[RunProgress]:
    """Mark a run as running, and follow it for the block. Raises AlreadyRunning.

    The block ends the run itself: `finish` inside its transaction, or `progress.fail`.
    """
    with own_line() as line:
        if not _holds_lock(line, run.id):
            raise AlreadyRunning(f"Run {run.id} is being worked on already.")
        progress = RunProgress(run, line)
        progress._write(
            state=RunState.RUNNING.value, started_at=datetime.now(UTC), message="", finished_at=None
        )
        yield progress


def hold_until_stored(run_id: uuid.UUID) -> None:
    """Let nobody take a run for over, nor its turn, before the present transaction has ended.

    Call it first in the transaction that stores: it waits as long as it takes for the one before, killed or not.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"set local client_connection_check_interval = '{_SECONDS_UNTIL_NOTICED}s'")
        for lock in (_STORING_LOCK, _storing_number(run_id)):
            cursor.execute("select pg_advisory_xact_lock(%s)", [lock])


def finish(run: Run, message: str, **more: Any) -> None:
    """End a run as done. Called inside the run's transaction: what it stored and that it is done are one thing."""
    for name, value in more.items():
        setattr(run, name, value)
    run.state, run.message, run.step = RunState.DONE, message, ""
    run.done_units = run.total_units = max(run.total_units, 1)
    run.finished_at = datetime.now(UTC)
    ended = ["state", "message", "step", "done_units", "total_units", "finished_at"]
    run.save(update_fields=[*ended, *more])


@contextmanager
def own_line() -> Iterator[psycopg.Connection[Any]]:
    """Open a connection beside Django's, in which each statement commits at once."""
    parameters = connection.get_connection_params()
    wanted = {
        name: value
        for name, value in parameters.items()
        if name not in ("cursor_factory", "context", "prepare_threshold", "pool")
    }
    with psycopg.connect(**wanted, autocommit=True) as line:
        yield line


def fail_interrupted_runs() -> list[Run]:
    """Mark every run that says "running" but whose process is gone as failed. Called when a worker starts.

    What the server still stores for one is left alone: it ends by itself, and the next call finds the run.
    """
    models = (DuplicateScan, ExportRun, ImportRun, ImportUndo, ReportRun)
    running = [run for model in models for run in model.objects.filter(state=RunState.RUNNING)]
    ended: list[Run] = []
    if not running:
        return ended
    with own_line() as line:
        for run in running:
            if not _holds_lock(line, run.id):
                continue
            more: dict[str, Any] = {}
            words = _("This was interrupted. Nothing was stored; start it again.")
            if isinstance(run, ImportUndo):
                words = _("This was interrupted. Nothing was undone; undo it again.")
            elif isinstance(run, ImportRun):
                more = {
                    "kept_until": upload_kept_until(),
                    "interrupted_at": datetime.now(UTC),
                    "interruptions": run.interruptions + 1,
                }
            RunProgress(run, line).fail(words, step="", **more)
            ended.append(run)
    return ended


def is_alive(run_id: uuid.UUID, line: psycopg.Connection[Any]) -> bool:
    """Say whether a process is at work on a run now, or the server for one that was. It keeps nobody from beginning."""
    return _is_held(line, _lock_number(run_id), _storing_number(run_id))


@contextmanager
def import_turn() -> Iterator[None]:
    """Keep imports out for the block; wait for one that is at work."""
    with own_line() as line:
        line.execute("select pg_advisory_lock(%s)", [_IMPORT_LOCK])
        yield


def _holds_lock(line: psycopg.Connection[Any], run_id: uuid.UUID) -> bool:
    if not _takes(line, _lock_number(run_id)):
        return False
    if _is_held(line, _storing_number(run_id)):
        line.execute("select pg_advisory_unlock(%s)", [_lock_number(run_id)])
        return False
    return True


def _takes(line: psycopg.Connection[Any], lock: int) -> bool:
    return line.execute("select pg_try_advisory_lock(%s)", [lock]).fetchone() == (True,)


def _is_held(line: psycopg.Connection[Any], *locks: int) -> bool:
    """Say whether somebody holds one of the locks. To look takes none, not even for a moment."""
    held = line.execute(
        "select exists (select 1 from pg_locks where locktype = 'advisory' and objsubid = 1 and granted "
        "and database = (select oid from pg_database where datname = current_database()) "
        "and (classid::bigint << 32 | objid::bigint) = any(%s))",
        [list(locks)],
    )
    return held.fetchone() == (True,)


def _lock_number(run_id: uuid.UUID) -> int:
    return int.from_bytes(run_id.bytes[:8], "big", signed=True)


def _storing_number(run_id: uuid.UUID) -> int:
    return int.from_bytes(run_id.bytes[8:], "big", signed=True)
