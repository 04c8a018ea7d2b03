"""Processes that run together stop together, and none outlives its supervisor."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hearth.site import supervise
from hearth.site.supervise import Program, run_together

# A program that has a child of its own, writes both numbers down, and ignores the polite signal on request.
FAMILY = """
import os, signal, subprocess, sys, time
if "deaf" in sys.argv: signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(sys.argv[1] + ".new", "w").write(f"{os.getpid()} {child.pid}")
os.replace(sys.argv[1] + ".new", sys.argv[1])
time.sleep(60)
"""
# It ends as soon as the family is there.
SHORT = """
import os, sys, time
while not os.path.exists(sys.argv[1]): time.sleep(0.02)
sys.exit(3)
"""
SUPERVISOR = """
import sys
from hearth.site import supervise
program = supervise.Program("family", [sys.executable, "-c", sys.argv[1], sys.argv[2]])
try:
    with supervise.stop_signals():
        supervise.run_together([program])
except supervise.StoppedByRequest:
    print("stopped", flush=True)
"""
pytestmark = pytest.mark.slow


def test_when_one_ends_it_is_named_and_the_others_stop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    family = Program("family", [sys.executable, "-c", FAMILY, str(tmp_path / "family")])
    short = Program("short one", [sys.executable, "-c", SHORT, str(tmp_path / "family")])
    assert run_together([family, short]) == 1
    assert (
        capsys.readouterr().err == "The short one stopped by itself (exit status 3). Stopping everything.\n"
    )
    assert not _alive(_numbers(tmp_path / "family"))


def test_a_program_that_will_not_listen_is_killed_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervise, "STOP_SECONDS", 0.5)
    deaf = Program("deaf one", [sys.executable, "-c", FAMILY, str(tmp_path / "family"), "deaf"])

    def there() -> bool:
        if _numbers(tmp_path / "family"):
            raise supervise.StoppedByRequest
        return False

    with pytest.raises(supervise.StoppedByRequest):
        run_together([deaf], announced=there)
    assert not _alive(_numbers(tmp_path / "family"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything(tmp_path: Path, number: signal.Signals) -> None:
    supervisor = _supervisor(tmp_path)
    supervisor.send_signal(number)
    told, _ = supervisor.communicate(timeout=120)
    assert told == b"stopped\n"
    assert not _alive(_numbers(tmp_path / "family"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_children_do_not_outlive_a_killed_supervisor(tmp_path: Path) -> None:
    supervisor = _supervisor(tmp_path)
    supervisor.kill()
    supervisor.wait()
    assert supervisor.stdout is not None
    supervisor.stdout.close()
    first, *own = _numbers(tmp_path / "family")
    # What a child started is the child's to stop: the web server does, this one does not.
    for number in own:
        os.kill(number, signal.SIGKILL)
    assert not _alive([first])


def test_a_taken_port_is_noticed() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        assert not supervise.free_port("127.0.0.1", listener.getsockname()[1])


def _supervisor(folder: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", SUPERVISOR, FAMILY, str(folder / "family")]
    supervisor = subprocess.Popen(command, stdout=subprocess.PIPE)
    until = time.monotonic() + 120
    while not _numbers(folder / "family") and time.monotonic() < until:
        time.sleep(0.02)
    return supervisor


def _numbers(path: Path) -> list[int]:
    return [int(number) for number in path.read_text().split()] if path.exists() else []


def _alive(numbers: list[int]) -> list[int]:
    """Which are still there after a minute: one that was killed takes a moment to go."""
    assert numbers
    until = time.monotonic() + 60
    while (
        left := [number for number in numbers if _state(number) not in {"", "Z"}]
    ) and time.monotonic() < until:
        time.sleep(0.02)
    return left


def _state(number: int) -> str:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""
