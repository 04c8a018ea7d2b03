"""`hearth export`. Django must be set up before it runs."""

import argparse
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.formats import number_format

from hearth.dataset import UnusableInput
from hearth.exchange import spool
from hearth.exchange.disclosure import operator
from hearth.exchange.export_row import Directive
from hearth.exchange.export_runs import rows_of
from hearth.exchange.order import Order
from hearth.exchange.perform_export import new_run, perform
from hearth.exchange.precheck import MayBeRefused
from hearth.exchange.presets import presets
from hearth.exchange.run_progress import fail_interrupted_runs
from hearth.exchange.selection import Selection
from hearth.records.models.export_run import ExportRun

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
        help="hash names and Social Security numbers as HUD says (default: none, or what the preset says)",
    )
    parser.add_argument(
        "--recipient", metavar="NAME", help="who gets the export; logged for each client in it"
    )
    parser.add_argument("--purpose", metavar="WORDS", help="what for; logged for each client in it")
    _add_preset_arguments(parser)


def _add_preset_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--preset", choices=presets(), help="an export for a known receiver, checked before it is written"
    )
    parser.add_argument(
        "--month", default="", metavar="YYYY-MM", help="the month of a preset that goes by month"
    )
    parser.add_argument(
        "--funder",
        dest="funders",
        type=int,
        metavar="CODE",
        nargs="+",
        action="extend",
        default=[],
        help="funders (2.06.1) whose projects to export",
    )
    parser.add_argument(
        "--accept", action="store_true", help="write it although its receiver may refuse what the check found"
    )


def run(args: argparse.Namespace) -> int:
    """Export to a file: 0 when it is written, 2 with one line on standard error when it is not."""
    fail_interrupted_runs()
    spool.sweep()
    try:
        run = new_run(_order(args), account=None, is_accepted=args.accept, **_receiver(args))
        perform(run, args.out)
    except MayBeRefused as stopped:
        _print_findings([finding.as_json() for finding in stopped.findings])
        print(
            "The receiver may refuse this export, so no file was written. Mend what was found, or say --accept.",
            file=sys.stderr,
        )
        return UNUSABLE
    except UnusableInput as reason:
        print(reason, file=sys.stderr)
        return UNUSABLE
    except OSError as reason:
        print(f"{args.out}: cannot be written, {reason.strerror}.", file=sys.stderr)
        return UNUSABLE
    _print(run)
    return 0


def _order(args: argparse.Namespace) -> Order:
    is_hashed = None if args.hash is None else args.hash == "sha256"
    if args.preset:
        if args.period != "reporting" or args.directive:
            raise UnusableInput(
                "A preset has its own period and directive: leave out --period and --directive."
            )
        order = Order.of_preset(
            args.preset,
            month=args.month,
            start=args.start,
            end=args.end,
            funders=args.funders,
            cocs=args.cocs,
            is_hashed=is_hashed,
        )
        named = Selection.named(args.projects)
        return replace(order, selection=replace(order.selection, projects=named.projects))
    if args.month:
        raise UnusableInput("Only a preset goes by month: give --start and --end.")
    selection = Selection.named(
        args.projects,
        args.start,
        args.end,
        cocs=args.cocs,
        is_updated=args.period == "updated",
        funders=args.funders,
    )
    return Order(selection, bool(is_hashed), _DIRECTIVES.get(args.directive))


def _receiver(args: argparse.Namespace) -> dict[str, str]:
    """Give who gets the export and what for. What is not said is logged as not said (docs/decisions/0091)."""
    preset = presets().get(args.preset)
    return {
        "recipient": args.recipient or (preset.recipient if preset else "") or f"{operator()} (the operator)",
        "purpose": args.purpose or (preset.purpose if preset else "") or "Not said (command line)",
    }


def _print_findings(findings: list[dict[str, Any]]) -> None:
    for finding in findings:
        stops = "STOPS" if finding["stops"] else ""
        keys = f" ({', '.join(finding['samples'])})" if finding["samples"] else ""
        print(f"{stops:<8}{finding['severity']:<8}{finding['count']:>8,}  {finding['sentence']}{keys}")


def _print(run: ExportRun) -> None:
    _print_findings(run.findings)
    for name, count in rows_of(run):
        print(f"{name:<24}{count:>10,}")
    clients = number_format(dict(rows_of(run)).get("Client", 0), force_grouping=True)
    print(f"Logged as disclosed to {run.recipient}, for: {run.purpose} ({clients} clients).")


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value!r} is not a day of the form YYYY-MM-DD") from None
