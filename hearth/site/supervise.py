"""Run processes together: all start, all are watched, and all stop when one stops or we are told to."""

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType

STOP_SECONDS = 10.0
# What one process can keep busy: more threads than this only wait for each other.
THREADS = 2 * (os.cpu_count() or 1) + 1
_PARENT_DIED = 1  # PR_SET_PDEATHSIG of Linux's prctl
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class StoppedByRequest(Exception):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


@dataclass(frozen=True)
class Program:
    """One process to run: what people call it, and its command."""

    name: str
    command: Sequence[str]


def server(host: str, port: int, *, threads: int = THREADS) -> Program:
    """The web server. One process with threads: more processes are more copies of this command behind a proxy."""
    return Program(
        "web server",
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
            *("--host", host, "--port", str(port), "--blocking-threads", str(threads)),
            *("--log-level", "warning", "hearth.site.wsgi:application"),
        ],
    )


def worker() -> Program:
    """The process that does queued and nightly work."""
    return Program(
        "worker", [sys.executable, "-m", "django", "procrastinate", "worker", "--shutdown-graceful-timeout=5"]
    )


def free_port(host: str, port: int) -> bool:
    """Whether nobody listens there yet."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


@contextmanager
def stop_signals() -> Iterator[None]:
    """Turn SIGINT and SIGTERM into StoppedByRequest within the block.

    SIGINT too: a shell starts background jobs with it ignored, and then Python would never hear it.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        # One request is enough: a second Ctrl-C must not interrupt the stopping.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        raise StoppedByRequest

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_together(programs: Sequence[Program], *, announced: Callable[[], bool] = lambda: True) -> int:
    """Run the programs until one ends, giving 1 and saying which.

    `announced` is asked again and again until it says that it has told people the site is ready.
    Raises StoppedByRequest (inside `stop_signals`); in every case nothing survives.
    """
    running: list[tuple[Program, subprocess.Popen[bytes]]] = []
    try:
        for program in programs:
            running.append((program, _start(program)))
        waiting = True
        while True:
            waiting = waiting and not announced()
            for program, process in running:
                if process.poll() is not None:
                    print(
                        f"The {program.name} stopped by itself ({_ending(process)}). Stopping everything.",
                        file=sys.stderr,
                    )
                    return 1
            time.sleep(0.2)
    finally:
        _stop([process for _program, process in running])


def is_served(host: str, port: int, *, as_host: str) -> bool:
    """Whether the web server there answers, whatever it says."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/accounts/login/", headers={"Host": as_host})
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def _start(program: Program) -> "subprocess.Popen[bytes]":
    # A session of its own: Ctrl-C reaches us alone, and we stop the others in order, whole groups at a time.
    return subprocess.Popen(
        program.command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 (one system call, before any thread of ours)
    )


def _end_with_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if _libc is not None:
        _libc.prctl(_PARENT_DIED, signal.SIGTERM)


def _stop(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        _signal_group(process, signal.SIGTERM)
    until = time.monotonic() + STOP_SECONDS
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, until - time.monotonic()))
        # Also when it has ended: a member of its group may be left.
        _signal_group(process, signal.SIGKILL)
        process.wait()


def _signal_group(process: "subprocess.Popen[bytes]", number: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _ending(process: "subprocess.Popen[bytes]") -> str:
    code = process.returncode
    return f"signal {-code}" if code < 0 else f"exit status {code}"
