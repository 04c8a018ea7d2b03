"""`hearth log`: verify the sealed log, seal what waits, keep the seals off this machine. The records are ready."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hearth.access.log_seals import kept_seals, seal_log, verify_log
from hearth.actions.watch_log import tell_that_the_log_was_changed

DONE, FAULT, UNUSABLE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hearth log`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    verify = what.add_parser("verify", help="find what was edited, removed or added past Hearth")
    verify.add_argument(
        "--against", type=Path, metavar="SEALS", help="compare with seals kept off this machine, too"
    )
    seals = what.add_parser("seals", help="write the seals to a file that is kept off this machine")
    seals.add_argument("--out", type=Path, required=True, metavar="SEALS")
    what.add_parser("seal", help="seal what is not sealed yet (a job does it every ten minutes)")


def run(args: argparse.Namespace) -> int:
    """Do what was asked. `verify` gives 1, with a line for each breach, where the log is not as it was sealed."""
    if args.what == "seal":
        print(f"{seal_log()} rows sealed.")
        return DONE
    if args.what == "seals":
        return _keep(args.out)
    try:
        kept = list(_read(args.against)) if args.against else []
    except (OSError, ValueError, KeyError, TypeError) as problem:
        print(f"{args.against} holds no seals ({type(problem).__name__}).", file=sys.stderr)
        return UNUSABLE
    breaches = list(verify_log(kept))
    for breach in breaches:
        print(breach, file=sys.stderr)
    if breaches:
        tell_that_the_log_was_changed(len(breaches))
        print(f"The log is not as it was sealed: {len(breaches)} breaches.", file=sys.stderr)
        return FAULT
    print("The log is as it was sealed.")
    return DONE


def _keep(path: Path) -> int:
    try:
        with path.open("w", encoding="utf-8") as file:
            count = 0
            for seal in kept_seals():
                file.write(json.dumps(seal) + "\n")
                count += 1
    except OSError as problem:
        print(f"{path} cannot be written: {problem.strerror}", file=sys.stderr)
        return UNUSABLE
    print(f"{count} seals written to {path}. Keep them where this machine cannot change them.")
    return DONE


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            seal = json.loads(line)
            yield {"number": int(seal["number"]), "table": str(seal["table"]), "digest": str(seal["digest"])}
