"""Look up known vulnerabilities of all that Hearth is built from: `make audit`, which is a part of `make check`.

    python -m hearth.site.audit [--strict]

A known vulnerability fails it. Where the services that know them cannot be asked (no network, a mirror without them)
it says so loudly and passes, because a developer on a train must be able to test; with --strict that fails too.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hearth.site.environment import CHECKOUT

# What is installed somewhere: the application with its tests, and what installs it.
LISTS = ("test.txt", "bootstrap.txt")
_SECONDS = 180


@dataclass(slots=True)
class Outcome:
    """What was found, how many parts were looked up, and why some were not."""

    vulnerable: list[str] = field(default_factory=list)
    looked_up: int = 0
    not_looked_up: list[str] = field(default_factory=list)


def read_pip_audit(told: str, outcome: Outcome) -> None:
    """Add what `pip-audit --format json` told. A package that its service does not know was not looked up."""
    for package in json.loads(told)["dependencies"]:
        name = f"{package['name']} {package.get('version', '')}".strip()
        if "skip_reason" in package:
            outcome.not_looked_up.append(name)
            continue
        outcome.looked_up += 1
        outcome.vulnerable += [f"{name}: {found['id']}" for found in package["vulns"]]


def read_npm_audit(told: str, outcome: Outcome) -> None:
    """Add what `npm audit --json` told. Without its `metadata` the registry did not answer the question."""
    answer: dict[str, Any] = json.loads(told)
    if "metadata" not in answer:
        outcome.not_looked_up.append("npm packages")
        return
    outcome.looked_up += answer["metadata"]["dependencies"]["total"]
    outcome.vulnerable += [
        f"{name}: {found['severity']}" for name, found in answer["vulnerabilities"].items()
    ]


def verdict(outcome: Outcome, *, is_strict: bool) -> tuple[int, list[str]]:
    """Give the exit status and the lines to print."""
    lines = [f"VULNERABLE: {line}" for line in outcome.vulnerable]
    if missing := outcome.not_looked_up:
        named = ", ".join(missing[:3]) + (" ..." if len(missing) > 3 else "")
        lines.append(
            f"NOT AUDITED: {len(missing)} of {len(missing) + outcome.looked_up} parts ({named}): the services that "
            "know vulnerabilities could not be asked from here. Run `make audit` where they can."
        )
    elif not lines:
        lines.append(f"{outcome.looked_up} parts, no known vulnerability.")
    return (1 if outcome.vulnerable or (is_strict and outcome.not_looked_up) else 0), lines


def audit() -> Outcome:
    """Ask the services about the pinned Python and npm packages."""
    outcome = Outcome()
    pip_audit = Path(sys.executable).with_name("pip-audit")
    for name in LISTS:
        listing = str(CHECKOUT / "requirements" / name)
        command = [
            str(pip_audit),
            *("--requirement", listing, "--require-hashes", "--disable-pip"),
            *("--format", "json", "--progress-spinner", "off", "--timeout", "10"),
        ]
        told = _told(command)
        read_pip_audit(told, outcome) if told else outcome.not_looked_up.append(f"requirements/{name}")
    told = _told(["npm", "audit", "--json", "--package-lock-only"])
    read_npm_audit(told, outcome) if told else outcome.not_looked_up.append("npm packages")
    return outcome


def _told(command: Sequence[str]) -> str:
    """Give what a command printed: nothing when it is not there, took too long or printed no JSON."""
    try:
        done = subprocess.run(
            command, cwd=CHECKOUT, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
        json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return ""
    return done.stdout


def main(arguments: Sequence[str] | None = None) -> int:
    """Audit, print, and give the exit status."""
    parser = argparse.ArgumentParser(prog="audit", description="Look up known vulnerabilities.")
    parser.add_argument("--strict", action="store_true", help="fail also for what could not be looked up")
    status, lines = verdict(audit(), is_strict=parser.parse_args(arguments).strict)
    print("\n".join(lines), file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
