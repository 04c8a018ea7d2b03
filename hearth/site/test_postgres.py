"""The embedded PostgreSQL: shared, stopped by the last one out, and never confused by what a crash left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from hearth.site import postgres
from hearth.site.postgres import Cluster, Installation, PostgresUnavailable, find_installation

pytestmark = pytest.mark.slow


@pytest.fixture
def cluster(tmp_path: Path) -> Cluster:
    return Cluster(tmp_path / "postgres", durable=False)


def test_a_server_is_created_and_answers_on_a_socket_only(cluster: Cluster) -> None:
    with cluster.in_use() as address, psycopg.connect(address) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
        assert connection.execute("select lower('MARÍA')").fetchone() == ("maría",)
        assert connection.info.server_version >= 150000


def test_the_socket_is_closed_to_other_people(cluster: Cluster) -> None:
    with cluster.in_use():
        assert cluster.socket.stat().st_mode & 0o077 == 0


def test_what_was_stored_is_there_after_a_restart(cluster: Cluster) -> None:
    with cluster.in_use() as address, psycopg.connect(address) as connection:
        connection.execute("create table kept (word text)")
        connection.execute("insert into kept values ('here')")
    assert cluster.process_id() is None
    with cluster.in_use() as address, psycopg.connect(address) as connection:
        assert connection.execute("select word from kept").fetchone() == ("here",)


def test_the_last_one_out_stops_the_server(cluster: Cluster) -> None:
    other = Cluster(cluster.asked_folder, durable=False)
    with cluster.in_use():
        started = cluster.process_id()
        with other.in_use():
            assert other.process_id() == started
        assert cluster.process_id() == started
    assert cluster.process_id() is None
    assert not cluster.socket.exists()


def test_two_instances_stand_side_by_side(cluster: Cluster, tmp_path: Path) -> None:
    neighbour = Cluster(tmp_path / "neighbour", durable=False)
    with cluster.in_use() as one, neighbour.in_use() as two:
        assert one != two
        assert cluster.process_id() != neighbour.process_id()


def test_a_crash_is_recovered_from(cluster: Cluster) -> None:
    with cluster.in_use():
        crashed = cluster.process_id()
        assert crashed is not None
        # What it started sees it gone and goes too; until then PostgreSQL refuses to start on the same data.
        server = [crashed, *_children(crashed)]
        os.kill(crashed, signal.SIGKILL)
        for process in server:
            _wait_until_gone(process)
    with cluster.in_use() as address, psycopg.connect(address) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_a_stale_process_file_that_names_another_program_is_seen_through(cluster: Cluster) -> None:
    with cluster.in_use():
        pass
    (cluster.asked_folder / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.asked_folder}\n")
    assert cluster.process_id() is None
    with cluster.in_use():
        assert cluster.process_id() not in {None, os.getpid()}


def test_a_user_that_is_killed_leaves_no_claim(cluster: Cluster) -> None:
    program = (
        "import sys, time; from pathlib import Path; from hearth.site.postgres import Cluster\n"
        "with Cluster(Path(sys.argv[1]), durable=False).in_use(): print('in', flush=True); time.sleep(60)"
    )
    user = subprocess.Popen([sys.executable, "-c", program, cluster.asked_folder], stdout=subprocess.PIPE)
    assert user.stdout is not None
    with user.stdout:
        assert user.stdout.readline() == b"in\n"
    user.kill()
    user.wait()
    assert cluster.process_id() is not None
    with cluster.in_use():
        pass
    assert cluster.process_id() is None


def test_data_of_another_major_version_is_refused_in_one_line(cluster: Cluster) -> None:
    with cluster.in_use():
        pass
    (cluster.asked_folder / "PG_VERSION").write_text("13\n")
    with (
        pytest.raises(PostgresUnavailable, match=r"belongs to PostgreSQL 13.*dump it") as refusal,
        cluster.in_use(),
    ):
        pass
    assert "\n" not in str(refusal.value)


def test_a_socket_path_is_short_however_deep_the_data_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("a" * 200)
    monkeypatch.setenv("TMPDIR", str(deep))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert len(str(postgres.socket_folder(deep) / postgres.SOCKET_NAME)) <= postgres.SOCKET_PATH_LIMIT


@pytest.fixture
def own_folders(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put what root has another account run into a folder of this test, and away afterwards."""
    # Not below tmp_path: pytest closes its folders to everyone else.
    own = Path("/var/tmp") / f"hearth-test-{os.getpid()}"
    monkeypatch.setattr(postgres, "OWN_FOLDERS", own)
    yield
    subprocess.run(["rm", "-rf", own], check=True)


@pytest.mark.skipif(os.getuid() != 0, reason="only root needs another account")
@pytest.mark.usefixtures("own_folders")
def test_root_without_namespaces_runs_it_as_an_unprivileged_account(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = postgres._can_run
    monkeypatch.setattr(
        postgres, "_can_run", lambda prefix, *rest: prefix[0] != "unshare" and really(prefix, *rest)
    )
    with cluster.in_use() as address, psycopg.connect(address) as connection:
        server = cluster.process_id()
        assert Path(f"/proc/{server}").stat().st_uid != 0
        assert connection.execute("select 1").fetchone() == (1,)
    assert cluster.process_id() is None


def test_the_wheel_is_preferred_to_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEARTH_POSTGRES_BIN", raising=False)
    found = find_installation()
    assert found.major == 18
    assert postgres.WHEEL in str(found.programs)


def test_without_any_postgresql_one_line_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(postgres, "_folder_in_wheel", list)
    monkeypatch.setattr(postgres, "DEBIAN_FOLDERS", tmp_path)
    monkeypatch.delenv("HEARTH_POSTGRES_BIN", raising=False)
    with pytest.raises(PostgresUnavailable, match="set DATABASE_URL"):
        find_installation()


@pytest.mark.usefixtures("own_folders")
def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    # Root may have the folder around the programs copied: no more may lie in it than they.
    programs = tmp_path / "installation" / "bin"
    programs.mkdir(parents=True)
    (programs / "initdb").write_text("#!/bin/sh\necho no room >&2\nexit 1\n")
    (programs / "initdb").chmod(0o755)
    broken = Cluster(tmp_path / "postgres", installation=Installation(programs, 18))
    with pytest.raises(PostgresUnavailable, match="no room"), broken.in_use():
        pass


def _children(process: int) -> list[int]:
    """Give the processes that a process started."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(number) for number in listed.split()]


def _wait_until_gone(process: int) -> None:
    until = time.monotonic() + 60
    while Path(f"/proc/{process}").exists() and time.monotonic() < until:
        time.sleep(0.02)
