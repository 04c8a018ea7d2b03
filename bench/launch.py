"""Run a command as a process of its own, and tell how long it took and how much memory it held."""

import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class Broken(Exception):
    """A measured command failed or did the wrong thing; the message says which and what it said."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: wall seconds, the most memory in megabytes (of the process alone), and what it printed."""

    seconds: float
    megabytes: float
    said: str


def run(command: Sequence[str], environment: Mapping[str, str]) -> Measured:
    """Run a Python command (`-m module arguments`). Raises Broken when it does not end well.

    A process that is started from here begins as a copy of this one and would inherit its peak; posix_spawn does not.
    """
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = os.posix_spawn(
            sys.executable,
            [sys.executable, *command],
            {**os.environ, **environment},
            file_actions=[(os.POSIX_SPAWN_DUP2, output.fileno(), stream) for stream in (1, 2)],
        )
        _pid, status, usage = os.wait4(process, 0)
        seconds = time.perf_counter() - started
        output.seek(0)
        said = output.read().decode(errors="replace")
    if status:
        raise Broken(f"{' '.join(command)} failed:\n{said[-2000:]}")
    return Measured(seconds, usage.ru_maxrss / 1024, said)


def hearth(*arguments: str | Path) -> list[str]:
    """Give the command that runs `hearth` with arguments."""
    return ["-m", "hearth.site.cli", *(str(argument) for argument in arguments)]
