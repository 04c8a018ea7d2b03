"""Compare every cell of the APR, the CAPER and the CE APR with the numbers that HUD's test kit and Data Lab published.

`python -m tests.conformance.apr` prints the share of equal cells per table and per run, and every cell that differs
with the line of HUD's text that decides. `--run NAME` (`gr/TH_388`) and `--table CODE` (`Q26b`) look at a part;
`--document` prints docs/reports/conformance.md. The data lies beside the checkout in `../shared/oracles`.
"""

import argparse
from collections.abc import Sequence

from tests.conformance.apr_runs import RUNS
from tests.conformance.compare import Pair
from tests.conformance.differences import listed_differences
from tests.conformance.document import document, share


def main() -> None:
    """Compare what is asked for and print it."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--run", choices=[run.name for run in RUNS], help="one run only")
    asked.add_argument("--table", help="one table only, by its code of today")
    asked.add_argument("--document", action="store_true", help="print docs/reports/conformance.md")
    given = asked.parse_args()
    if given.document:
        print(document([pair for run in RUNS for pair in run.pairs()]), end="")
        return
    runs = [run for run in RUNS if given.run in (None, run.name)]
    _print_shares([pair for run in runs for pair in run.pairs() if given.table in (None, pair.code)])


def _print_shares(pairs: Sequence[Pair]) -> None:
    listed = listed_differences()
    for code in dict.fromkeys(pair.code for pair in pairs):
        print(f"{code}: {share([pair for pair in pairs if pair.code == code])}")
    for run in dict.fromkeys(pair.run for pair in pairs):
        print(f"{run}: {share([pair for pair in pairs if pair.run == run])}")
    print(f"All: {share(pairs)}")
    for pair in pairs:
        if not pair.agree:
            cause = listed.get((pair.run, pair.code, pair.address))
            print(f"| {pair.run} | {pair.code} {pair.address} | {pair.ours} | {pair.theirs} |")
            print("   ", cause.quotation if cause else "NOT IN differences.md")


if __name__ == "__main__":
    main()
