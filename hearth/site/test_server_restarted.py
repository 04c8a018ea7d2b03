"""PostgreSQL is torn down and started again in the middle of an import: the state is the one before or after.

The server is one of this test's own, durable as an operator's is; it is stopped as `pg_ctl stop -m immediate` does.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from hearth.exchange.test_killed import export, hashed, over_within
from hearth.site.postgres import Cluster

# Each begins many processes one after the other: on a machine that does many things at once that takes long.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

RESTARTS = 3


class Server:
    """A PostgreSQL with an instance in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "postgres"
        self.address = Cluster(self.folder).address()
        self.environment = {
            **os.environ,
            "DATABASE_URL": self.address,
            "HEARTH_DATA": str(folder / "data"),
            "HEARTH_DEMO": "1",
        }

    def begin(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "hearth.site.cli", *words],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def importing(self, *words: str) -> subprocess.Popen[str]:
        """Begin an import, and give it as soon as it is at work: how long a command takes to start differs."""
        known = self.begun()
        process = self.begin(*words)
        while self.begun() == known and process.poll() is None:
            time.sleep(0.02)
        return process

    def hearth(self, *words: str) -> str:
        process = self.begin(*words)
        said, complaint = process.communicate(timeout=300)
        assert process.returncode == 0, complaint
        return said

    def restart(self) -> None:
        """Tear the server down without a word to anybody, and start it; it recovers from its log."""
        cluster = Cluster(self.folder)
        process = cluster.process_id()
        assert process is not None
        os.kill(process, signal.SIGQUIT)
        until = time.monotonic() + 60
        while cluster.process_id() is not None and time.monotonic() < until:
            time.sleep(0.02)
        with cluster.in_use():
            pass

    def state(self) -> str:
        with psycopg.connect(self.address) as database:
            return hashed(deleted_too=False, database=database)

    def begun(self) -> int:
        return sum(state != "waiting" for state, _message in self.runs())

    def runs(self) -> list[tuple[str, str]]:
        with psycopg.connect(self.address) as database:
            return database.execute(
                "select state, message from records_importrun order by created_at"
            ).fetchall()

    def last_run(self) -> str:
        with psycopg.connect(self.address) as database:
            newest = database.execute("select id from records_importrun order by created_at desc limit 1")
            return str((newest.fetchone() or [""])[0])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(tmp_path)
    with Cluster(found.folder).in_use():
        found.hearth("manage", "migrate", "--verbosity=0")
        yield found


def test_a_server_that_is_torn_down_leaves_the_state_before_or_after_and_the_import_starts_again(
    server: Server, tmp_path: Path
) -> None:
    server.hearth("import", str(export(tmp_path / "first.zip", later=False)), "--source", "Vendor")
    before = server.state()
    later = ("import", str(export(tmp_path / "later.zip", later=True)), "--source", "Vendor", "--accept")
    process = server.importing(*later)
    began = time.monotonic()
    _said, complaint = process.communicate(timeout=300)
    seconds = time.monotonic() - began
    assert process.returncode == 0, complaint
    after = server.state()
    assert after != before
    server.hearth("import", "--undo", server.last_run())
    assert server.state() == before
    dice = random.Random(20261122)

    torn = 0
    for number in range(RESTARTS):
        process = server.importing(*later)
        # The last moments, in which rows are stored, are looked at more than once.
        seconds = over_within(process, seconds * dice.uniform(0 if number % 2 else 0.4, 0.8)) or seconds
        server.restart()
        _said, complaint = process.communicate(timeout=120)
        assert process.returncode in (0, 2), complaint
        # Who lost the server at the commit cannot know whether it was heard.
        if server.state() == after:
            server.hearth("import", "--undo", server.last_run())
        else:
            assert process.returncode == 2
            torn += 1
        assert server.state() == before

    assert torn >= RESTARTS // 2
    server.hearth(*later)
    assert server.state() == after
    runs = server.runs()
    assert [state for state, _message in runs if state not in ("done", "failed")] == []
    assert runs[-1][0] == "done"
    told = {message for state, message in runs if state == "failed"}
    assert told <= {
        "This was interrupted. Nothing was stored; start it again.",
        "The connection to the database was lost; start it again. Nothing was stored.",
    }
