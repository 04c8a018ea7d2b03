"""A whole instance in a folder of its own, worked by the command line as an operator does it."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from hearth.site.environment import CHECKOUT

# What would lead a command to another instance.
_OF_OTHERS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")


@dataclass(frozen=True)
class Instance:
    """One HEARTH_DATA with its embedded database. `settings` are further variables of the environment."""

    data: Path
    settings: dict[str, str] = field(default_factory=dict)

    def hearth(self, *words: object, status: int = 0) -> str:
        """Run a command and give all that it said. Fails when it ends with another status."""
        return self._run([sys.executable, "-m", "hearth.site.cli", *map(str, words)], status)

    def python(self, program: str) -> str:
        """Run a program inside this instance, its records ready."""
        begin = "from hearth.site.start import records_ready\nwith records_ready():\n"
        body = "".join(f"    {line}\n" for line in program.strip().splitlines())
        return self._run([sys.executable, "-c", begin + body], 0)

    def start(self, *words: object) -> "subprocess.Popen[bytes]":
        """Start a command that goes on. What it says is not kept."""
        command = [sys.executable, "-m", "hearth.site.cli", *map(str, words)]
        return subprocess.Popen(
            command,
            cwd=CHECKOUT,
            env=self._environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _run(self, command: list[str], status: int) -> str:
        done = subprocess.run(
            command, cwd=CHECKOUT, env=self._environment(), capture_output=True, text=True, check=False
        )
        said = done.stdout + done.stderr
        assert done.returncode == status, f"{' '.join(command[2:])[:200]}: {done.returncode}\n{said}"
        return said

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in _OF_OTHERS}
        return {**kept, "HEARTH_DATA": str(self.data), **self.settings}
