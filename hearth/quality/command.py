"""The `quality` command: check HMIS CSV files, with no database and no settings."""

import argparse
import sys
from pathlib import Path

from hearth.dataset import UnusableInput, open_with_faults
from hearth.quality.catalogue import by_id
from hearth.quality.run import run as run_checks

UNUSABLE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command to a parser."""
    parser.add_argument(
        "--from-csv",
        dest="inputs",
        metavar="PATH",
        type=Path,
        nargs="+",
        action="extend",
        required=True,
        help="zip or folder of an HMIS CSV export; several are one data set",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="the CSV file of issues to write"
    )
    parser.add_argument(
        "--check",
        dest="checks",
        metavar="ID",
        nargs="+",
        action="extend",
        default=[],
        help="only these checks, by id (EVA-2, RULE-PK) or name (household/one_head)",
    )


def run(args: argparse.Namespace) -> int:
    """Run the command: 0 when the issues are written, 2 with one line on stderr when there is nothing to check.

    What is no zip at all gets both: a file with that one issue, and status 2.
    """
    known = by_id()
    unknown = [id_ for id_ in args.checks if id_ not in known]
    if unknown:
        print(f"There is no check {', '.join(unknown)}.", file=sys.stderr)
        return UNUSABLE
    names = list(dict.fromkeys(known[id_].name for id_ in args.checks)) or None
    try:
        with open_with_faults(args.inputs) as dataset:
            no_zip = next((fault for fault in dataset.findings if fault.kind == "zip"), None)
            if no_zip:
                names = ["file/is_a_zip"]
            findings = run_checks(dataset, names)
            findings.write(args.out)
            totals = findings.totals()
    except UnusableInput as reason:
        print(reason, file=sys.stderr)
        return UNUSABLE
    except OSError as reason:
        print(f"{reason.filename}: {reason.strerror}.", file=sys.stderr)
        return UNUSABLE
    if no_zip:
        print(f"{no_zip.file}: {no_zip.problem}.", file=sys.stderr)
        return UNUSABLE
    print(f"{sum(totals.values())} issues of {len(totals)} kinds: {args.out}")
    return 0
