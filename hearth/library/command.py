"""`hearth report` on the live database: the same report and files as with --from-csv. Django must be set up."""

import argparse
import sys
import tempfile
from pathlib import Path

from hearth.dataset import UnusableInput
from hearth.exchange.selection import Selection, projects_of_organizations
from hearth.exchange.snapshot import snapshot
from hearth.reports import command as from_csv
from hearth.reports.kinds import RUNNERS, active_between, names_destinations, read_by

UNUSABLE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command: those of the report on files, whose inputs are not needed here."""
    from_csv.add_arguments(parser, needs_inputs=False)


def run(args: argparse.Namespace) -> int:
    """Run the command: 0 when the files are written, 2 with one line on stderr when they cannot be."""
    try:
        projects = Selection.named(args.projects, args.start, args.end).projects
        if args.organizations:
            projects = (projects or ()) + projects_of_organizations(args.organizations)
        with (
            tempfile.TemporaryDirectory(prefix="hearth-report-") as folder,
            snapshot(
                projects,
                Path(folder),
                active=active_between(args.report, args.start, args.end),
                destinations=names_destinations(args.report),
                reads=read_by(args.report),
            ) as records,
            RUNNERS[args.report](
                records.dataset, args.start, args.end, records.project_ids, coc=args.coc
            ) as report,
        ):
            report.write(args.out)
    except (UnusableInput, ValueError) as reason:
        print(reason, file=sys.stderr)
        return UNUSABLE
    except OSError as reason:
        print(f"{reason.filename}: {reason.strerror}.", file=sys.stderr)
        return UNUSABLE
    return 0
