"""`hearth export`. Django must be set up before it runs."""

import argparse
import sys
from datetime import date
from pathlib import Path

from hearth.dataset import UnusableInput
from hearth.exchange.export import write_export
from hearth.exchange.export_row import Directive
from hearth.exchange.selection import Selection

UNUSABLE = 2
_DIRECTIVES = {directive.name.lower(): directive for directive in Directive}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hearth export`."""
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.zip", help="the file to write")
    parser.add_argument(
        "--start", type=_day, metavar="YYYY-MM-DD", help="first day of the period (default: all)"
    )
    parser.add_argument(
        "--end", type=_day, metavar="YYYY-MM-DD", help="last day of the period (default: all)"
    )
    parser.add_argument(
        "--period",
        choices=["reporting", "updated"],
        default="reporting",
        help="who was enrolled in the period, or what was made, changed or deleted in it (default: %(default)s)",
    )
    parser.add_argument(
        "--directive",
        choices=_DIRECTIVES,
        help="what the receiver does with it (default: full, of updated delta)",
    )
    for name, what in {"project": "ProjectIDs", "coc": "CoC codes"}.items():
        parser.add_argument(
            f"--{name}",
            dest=f"{name}s",
            metavar="ID" if name == "project" else "XX-501",
            nargs="+",
            action="extend",
            default=[],
            help=f"{what} to export (default: all)",
        )
    parser.add_argument(
        "--hash",
        choices=["none", "sha256"],
        default="none",
        help="hash names and Social Security numbers as HUD says (default: %(default)s)",
    )


def run(args: argparse.Namespace) -> int:
    """Export to a file: 0 when it is written, 2 with one line on standard error for bad arguments."""
    try:
        selection = Selection.named(
            args.projects, args.start, args.end, cocs=args.cocs, is_updated=args.period == "updated"
        )
        counts = write_export(
            args.out,
            selection,
            is_hashed=args.hash == "sha256",
            directive=_DIRECTIVES.get(args.directive),
        )
    except UnusableInput as reason:
        print(reason, file=sys.stderr)
        return UNUSABLE
    except OSError as reason:
        print(f"{args.out}: cannot be written, {reason.strerror}.", file=sys.stderr)
        return UNUSABLE
    for name, count in counts.items():
        print(f"{name:<24}{count:>10,}")
    return 0


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value!r} is not a day of the form YYYY-MM-DD") from None
