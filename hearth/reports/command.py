"""The `report` command: run a report over HMIS CSV files, with no database and no settings."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hearth.dataset import Finding, UnusableInput, open_dataset
from hearth.reports.asked import NoSuchProject, projects_of
from hearth.reports.kinds import RUNNERS, read_by

UNUSABLE = 2


def add_arguments(parser: argparse.ArgumentParser, *, needs_inputs: bool = True) -> None:
    """Add the arguments of the command to a parser. A report on the live database needs no inputs."""
    parser.add_argument("report", choices=list(RUNNERS), help="the report to run")
    parser.add_argument(
        "--from-csv",
        dest="inputs",
        metavar="PATH",
        type=Path,
        nargs="+",
        action="extend",
        required=needs_inputs,
        help="zip or folder of an HMIS CSV export; several are one data set",
    )
    parser.add_argument(
        "--start", type=_day, required=True, metavar="YYYY-MM-DD", help="first day of the report"
    )
    parser.add_argument(
        "--end", type=_day, required=True, metavar="YYYY-MM-DD", help="last day of the report"
    )
    parser.add_argument(
        "--project",
        dest="projects",
        metavar="ID",
        nargs="+",
        action="extend",
        default=[],
        help="ProjectIDs to report on (default: all)",
    )
    parser.add_argument(
        "--organization",
        dest="organizations",
        metavar="ID",
        nargs="+",
        action="extend",
        default=[],
        help="OrganizationIDs to report on: all of their projects (PATH and HOPWA are about one agency)",
    )
    parser.add_argument("--coc", metavar="CODE", help="only households enrolled in this CoC, as XX-501")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where the files go")


def _tell(findings: Sequence[Finding]) -> None:
    """Say what could not be used, and what reading an export of an earlier year changed."""
    for finding in findings:
        if finding.kind == "upgrade":
            print(finding, file=sys.stderr)
    unused = [finding for finding in findings if finding.kind != "upgrade"]
    for finding in unused[:1]:
        print(f"{len(unused)} values could not be used, first: {finding}", file=sys.stderr)


def run(args: argparse.Namespace) -> int:
    """Run the command: 0 when the files are written, 2 with one line on stderr when they cannot be."""
    try:
        with open_dataset(args.inputs, reads=read_by(args.report)) as dataset:
            _tell(dataset.findings)
            projects = args.projects + projects_of(dataset, args.organizations)
            with RUNNERS[args.report](dataset, args.start, args.end, projects, coc=args.coc) as report:
                report.write(args.out)
    except (UnusableInput, NoSuchProject, ValueError) as reason:
        print(reason, file=sys.stderr)
        return UNUSABLE
    except OSError as reason:
        print(f"{reason.filename}: {reason.strerror}.", file=sys.stderr)
        return UNUSABLE
    return 0


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value!r} is not a day of the form YYYY-MM-DD") from None
