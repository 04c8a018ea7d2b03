"""python -m hearth.demo.generator --enrollments 1000 --seed 1 --out FILE.zip"""

import argparse
import sys
import time
from datetime import date
from pathlib import Path

from hearth.demo.generator import Plan, generate


def main(words: list[str] | None = None) -> int:
    """Generate as the arguments say; 0 when done, 2 for arguments that make no plan."""
    parser = argparse.ArgumentParser(
        prog="python -m hearth.demo.generator", description="Make an HMIS CSV export of invented people."
    )
    parser.add_argument(
        "--enrollments", type=int, required=True, help="rows of Enrollment.csv, 1 to 2,000,000"
    )
    parser.add_argument("--out", type=Path, required=True, help="FILE.zip, or a folder for plain CSV files")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--as-of", type=date.fromisoformat, help="the last day known (YYYY-MM-DD)")
    parser.add_argument("--years", type=int, help="years that the export covers")
    parser.add_argument("--missing", type=float, help="how often answers are missing; 1 is usual")
    parser.add_argument("--deleted", type=float, help="share of rows sent as deleted")
    parser.add_argument("--duplicates", type=float, help="share of people recorded twice")
    parser.add_argument("--errors", type=float, help="share of rows with a planted error")
    parser.add_argument("--processes", type=int, help="default: one per processor")
    given = vars(parser.parse_args(words))
    target, processes = given.pop("out"), given.pop("processes")
    try:
        plan = Plan(**{name: value for name, value in given.items() if value is not None})
    except ValueError as reason:
        print(reason, file=sys.stderr)
        return 2
    started = time.monotonic()
    generate(plan, target, processes=processes)
    print(f"{target}: {plan.enrollments:,} enrollments in {time.monotonic() - started:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
