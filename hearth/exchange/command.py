"""`hearth import` and `hearth export`. Django must be set up before they run."""

import argparse
import json
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.db import connection

from hearth.dataset import UnusableInput
from hearth.exchange import load, spool
from hearth.exchange.export import write_export
from hearth.exchange.run_progress import fail_interrupted_runs
from hearth.exchange.selection import Selection
from hearth.exchange.uploads import counts_of
from hearth.records.models.import_run import ImportRun

UNUSABLE = 2
_SECONDS_BETWEEN_LOOKS = 0.5


def add_import_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hearth import`."""
    parser.add_argument("export", metavar="EXPORT.zip", type=Path, help="zip or folder of an HMIS CSV export")
    parser.add_argument("--source", metavar="NAME", help="where the file comes from (default: its own name)")
    parser.add_argument("--json", action="store_true", help="print the counts and findings as JSON")


def run_import(args: argparse.Namespace) -> int:
    """Import a file: 0 when it is stored, 2 with one line on standard error when it cannot be used."""
    if not args.export.exists():
        print(f"{args.export}: there is no such file or folder.", file=sys.stderr)
        return UNUSABLE
    fail_interrupted_runs()
    spool.sweep()
    source_name = args.source or args.export.resolve().stem
    run = load.new_run(source_name=source_name, file_name=args.export.name, account=None)
    try:
        with _shown_progress(run):
            load.perform(run, args.export)
    except UnusableInput:
        run.refresh_from_db()
        print(run.message, file=sys.stderr)
        return UNUSABLE
    _print_json(run) if args.json else _print(run)
    return 0


def _print(run: ImportRun) -> None:
    print(f"{'File':<24}{'Read':>10}{'Stored':>10}{'Refused':>10}")
    for count in counts_of(run):
        added = f"   {count.added} added" if count.added else ""
        print(f"{count.file:<24}{count.read:>10,}{count.stored:>10,}{count.refused:>10,}{added}")
    for finding in run.findings:
        place = f"{finding['file']}.csv" + (f" line {finding['line']}" if finding["line"] else "")
        print(f"{place}: {finding['reason']}")
    print(run.message)


def _print_json(run: ImportRun) -> None:
    files = {count.file: run.counts[count.file] for count in counts_of(run)}
    content = {
        "run": str(run.id),
        "source": run.source.name,
        "state": run.state,
        "message": run.message,
        "files": files,
        "findings": run.findings,
    }
    print(json.dumps(content, indent=1, ensure_ascii=False))


@contextmanager
def _shown_progress(run: ImportRun) -> Iterator[None]:
    """Show the step and its percentage on a terminal while the block works."""
    if not sys.stderr.isatty():
        yield
        return
    over = threading.Event()
    shown = threading.Thread(target=_show, args=[run.id, over])
    shown.start()
    try:
        yield
    finally:
        over.set()
        shown.join()


def _show(run_id: uuid.UUID, over: threading.Event) -> None:
    while not over.wait(_SECONDS_BETWEEN_LOOKS):
        run = ImportRun.objects.get(pk=run_id)
        share = f" {run.percent} %" if run.total_units else ""
        print(f"\r\033[K{run.step}{share}", end="", file=sys.stderr, flush=True)
    print("\r\033[K", end="", file=sys.stderr)
    connection.close()


def add_export_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hearth export`."""
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.zip", help="the file to write")
    parser.add_argument(
        "--start", type=_day, metavar="YYYY-MM-DD", help="first day of the period (default: all)"
    )
    parser.add_argument(
        "--end", type=_day, metavar="YYYY-MM-DD", help="last day of the period (default: all)"
    )
    parser.add_argument(
        "--project",
        dest="projects",
        metavar="ID",
        nargs="+",
        action="extend",
        default=[],
        help="ProjectIDs to export (default: all)",
    )


def run_export(args: argparse.Namespace) -> int:
    """Export to a file: 0 when it is written, 2 with one line on standard error for bad arguments."""
    try:
        counts = write_export(args.out, Selection.named(args.projects, args.start, args.end))
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
