"""`hearth import`. Django must be set up before they run."""

import argparse
import json
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import DatabaseError, connection
from django.http import Http404

from hearth.actions.refusal import NotDone
from hearth.dataset import UnusableInput
from hearth.dataset.cleanups import CLEANUPS
from hearth.exchange import load, matching, ownership, spool, undo
from hearth.exchange.run_progress import fail_interrupted_runs
from hearth.exchange.uploads import counts_of
from hearth.records.models.import_run import ImportRun, Source
from hearth.records.models.run import RunState

UNUSABLE = 2
_SECONDS_BETWEEN_LOOKS = 0.5
_COMPARED = ("new", "matched", "changed", "same", "older", "deleted")


def add_import_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hearth import`."""
    work = parser.add_mutually_exclusive_group(required=True)
    work.add_argument(
        "export", metavar="EXPORT.zip", type=Path, nargs="?", help="zip or folder of an HMIS CSV export"
    )
    work.add_argument("--undo", metavar="RUN", type=uuid.UUID, help="undo an import: put back what it wrote")
    work.add_argument("--take-over", metavar="SOURCE", help="keep a source's records here from now on")
    work.add_argument("--give-back", metavar="SOURCE", help="undo a taking over, until the first edit here")
    parser.add_argument("--source", metavar="NAME", help="where the file comes from (default: its own name)")
    _add_projects(parser, "ProjectIDs to import (default: all of the export)")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be new, changed and deleted; store nothing"
    )
    parser.add_argument(
        "--accept",
        action="store_true",
        help="agree to an import that changes or deletes much of what is stored",
    )
    parser.add_argument(
        "--matching",
        choices=Source.Matching.values,
        help="how new clients of the source are recognised among those of other sources, from now on",
    )
    parser.add_argument(
        "--clean-up",
        dest="cleanups",
        choices=list(CLEANUPS),
        nargs="+",
        action="extend",
        default=[],
        help="put right on arrival, default nothing: "
        + " ".join(f"{n}: {c.sentence}" for n, c in CLEANUPS.items()),
    )
    parser.add_argument("--json", action="store_true", help="print the counts and findings as JSON")


def _add_projects(parser: argparse.ArgumentParser, meaning: str) -> None:
    parser.add_argument(
        "--project", dest="projects", metavar="ID", nargs="+", action="extend", default=[], help=meaning
    )


def run_import(args: argparse.Namespace) -> int:
    """Import a file, or do what else was asked: 0 when it is done, 2 with one line on standard error when it cannot."""
    if args.export:
        return _import(args)
    try:
        print(_other_work(args))
    except NotDone as refusal:
        print(refusal, file=sys.stderr)
        return UNUSABLE
    except Http404:
        print(f"There is no import {args.undo}.", file=sys.stderr)
        return UNUSABLE
    return 0


def _other_work(args: argparse.Namespace) -> str:
    if args.undo:
        run = undo.undo_import(None, args.undo)
        return f"The import of {run.file_name} was undone."
    if args.take_over:
        source = ownership.take_over(None, args.take_over)
        return f"The records of {source.name} are kept here from now on; its files are refused."
    source = ownership.give_back(None, args.give_back)
    return f"The records of {source.name} are read only here again; its files refresh them."


def _import(args: argparse.Namespace) -> int:
    if not args.export.exists():
        print(f"{args.export}: there is no such file or folder.", file=sys.stderr)
        return UNUSABLE
    fail_interrupted_runs()
    spool.sweep()
    source_name = args.source or args.export.resolve().stem
    run = load.new_run(
        source_name=source_name,
        file_name=args.export.name,
        account=None,
        project_ids=args.projects,
        is_dry_run=args.dry_run,
        is_accepted=args.accept,
        cleanups=args.cleanups,
    )
    if args.matching and not run.source.is_own:
        matching.set_matching(None, run.source.name, args.matching)
        run.source.refresh_from_db()
    try:
        with _shown_progress(run):
            load.perform(run, args.export)
    except load.NeedsConsent:
        _print_json(run) if args.json else _print(run)
        print("Look at what would change (above); import it with --accept when it is right.", file=sys.stderr)
        return UNUSABLE
    except UnusableInput as reason:
        with suppress(DatabaseError):
            run.refresh_from_db()
        print(run.message or reason, file=sys.stderr)
        return UNUSABLE
    _print_json(run) if args.json else _print(run)
    return 0


def _print(run: ImportRun) -> None:
    counts = counts_of(run)
    columns = ["read", "stored", "refused"]
    columns += [name for name in _COMPARED if any(getattr(count, name) for count in counts)]
    print(f"{'File':<24}" + "".join(f"{name.capitalize():>10}" for name in columns))
    for count in counts:
        added = f"   {count.added} added" if count.added else ""
        print(f"{count.file:<24}" + "".join(f"{getattr(count, name):>10,}" for name in columns) + added)
    for count in counts:
        for what in ("changed", "older", "deleted"):
            if some := count.samples.get(what):
                more = ", ..." if getattr(count, what) > len(some) else ""
                print(f"{count.file}.csv {what}: {', '.join(some)}{more}")
    for cleaned in run.cleaned:
        print(f"{cleaned['name']}: {cleaned['rows']:,} rows of {cleaned['file']}.csv changed")
    for found in run.quality or []:
        print(f"{found['severity']:<8}{found['count']:>8,}  {found['sentence']} ({found['id']})")
    for finding in run.findings:
        place = f"{finding['file']}.csv" + (f" line {finding['line']}" if finding["line"] else "")
        print(f"{place}: {finding['reason']}")
    for kind, totals in run.finding_totals.items():
        for file, total in totals.items():
            listed = sum(1 for one in run.findings if (one["kind"], one["file"]) == (kind, file))
            if total is None or total > listed:
                of_all = "" if total is None else f" of {total:,}"
                print(f"{file}.csv: only the first {listed:,}{of_all} are listed ({kind}).")
    print(run.message)
    if run.state == RunState.DONE and not run.is_dry_run:
        print(f"Run {run.id} (hearth import --undo puts back what it wrote).")


def _print_json(run: ImportRun) -> None:
    files = {count.file: run.counts[count.file] for count in counts_of(run)}
    content = {
        "run": str(run.id),
        "source": run.source.name,
        "state": run.state,
        "message": run.message,
        "files": files,
        "findings": run.findings,
        "cleaned": run.cleaned,
        "quality": run.quality,
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
