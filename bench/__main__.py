"""python -m bench [--goals import export search pages reports] [--input sample x20] [--clients 10000] [--pairs 5]"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from bench.databases import started
from bench.duplicates import duplicates_ratio
from bench.exchange import export_ratio, import_ratio
from bench.inputs import CACHE, NAMES, NoInput, input_named
from bench.launch import Broken
from bench.pages import Medians, growth, pages_ratios
from bench.paired import Ratio
from bench.reports import SIZES as REPORT_SIZES
from bench.reports import reports_ratios
from bench.search import MOST_GROWTH, SIZES, search_ratios

GOALS = {"import": None, "export": "none", "hashed": "sha256"}
# Of people that the goals generate themselves, not of an input.
_DUPLICATES, _SEARCH, _PAGES, _REPORTS = "duplicates", "search", "pages", "reports"
_OF_PEOPLE = (_DUPLICATES, _SEARCH, _PAGES, _REPORTS)


def main() -> int:
    """Measure what the arguments say: 0 when every goal is kept, 1 when not, 2 when it could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Hearth against its floors.")
    parser.add_argument("--goals", nargs="+", choices=[*GOALS, *_OF_PEOPLE], default=[*GOALS, *_OF_PEOPLE])
    parser.add_argument("--input", dest="inputs", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument(
        "--clients", nargs="+", type=int, default=list(SIZES), help="how many to search among (%(default)s)"
    )
    parser.add_argument(
        "--enrollments",
        nargs="+",
        type=int,
        default=list(REPORT_SIZES),
        help="how many to report on (%(default)s)",
    )
    parser.add_argument("--pairs", type=int, default=5, help="how often each is run (default: %(default)s)")
    args = parser.parse_args()
    found: list[tuple[str, Ratio]] = []
    try:
        if _DUPLICATES in args.goals:
            found.append((_DUPLICATES, duplicates_ratio(args.pairs)))
            _print(*found[-1])
        for goal, ratio in _among_clients(args.goals, args.clients, args.pairs):
            found.append((goal, ratio))
            _print(goal, ratio)
        for ratio in _reports(args.enrollments, args.pairs) if _REPORTS in args.goals else ():
            found.append((_REPORTS, ratio))
            _print(_REPORTS, ratio)
        for name in args.inputs if GOALS.keys() & args.goals else ():
            for ratio in _measure(name, args.goals, args.pairs):
                found.append((name, ratio))
                _print(name, ratio)
    except (NoInput, Broken) as reason:
        print(reason, file=sys.stderr)
        return 2
    results = [{"input": name, **asdict(ratio)} for name, ratio in found]
    CACHE.mkdir(exist_ok=True)
    (CACHE / "results.json").write_text(json.dumps({"load": os.getloadavg(), "results": results}, indent=1))
    return int(any(ratio.verdict != "kept" for _name, ratio in found))


def _measure(name: str, goals: list[str], pairs: int) -> Iterator[Ratio]:
    archive = input_named(name)
    with tempfile.TemporaryDirectory(prefix="hearth-bench-") as folder, started(Path(folder)) as databases:
        # An export needs what an import stored; where the import is not asked for, once is enough.
        imported = import_ratio(databases, archive, pairs if "import" in goals else 1)
        if "import" in goals:
            yield from imported
        for goal, hashing in GOALS.items():
            if hashing and goal in goals:
                yield export_ratio(databases, Path(folder), hashing, pairs)


def _reports(sizes: list[int], pairs: int) -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory(prefix="hearth-bench-") as folder, started(Path(folder)) as databases:
        yield from reports_ratios(databases, Path(folder), sizes, pairs)


def _among_clients(goals: list[str], sizes: list[int], pairs: int) -> Iterator[tuple[str, Ratio]]:
    """Measure search and pages at each size, and how much slower they are at the last than at the first (P12)."""
    if not {_SEARCH, _PAGES}.intersection(goals):
        return
    searches: list[list[float]] = []
    medians: list[Medians] = []
    with tempfile.TemporaryDirectory(prefix="hearth-bench-") as folder, started(Path(folder)) as databases:
        for clients in sizes:
            if _SEARCH in goals:
                ratios, exact = search_ratios(databases, clients, pairs)
                searches.append(exact)
                yield from ((_SEARCH, ratio) for ratio in ratios)
            if _PAGES in goals:
                ratios, each = pages_ratios(databases, clients, pairs, is_filled=_SEARCH in goals)
                medians.append(each)
                yield from ((_PAGES, ratio) for ratio in ratios)
    if len(searches) > 1:
        yield _SEARCH, Ratio("P12 search", MOST_GROWTH, tuple(searches[-1]), tuple(searches[0]))
    if len(medians) > 1:
        yield from ((_PAGES, ratio) for ratio in growth(medians[0], medians[-1]))


def _print(name: str, ratio: Ratio) -> None:
    lower, upper = ratio.quartiles
    print(
        f"{name:<8}{ratio.goal:<18} median {ratio.median:5.2f}   quartiles {lower:5.2f} {upper:5.2f}   "
        f"limit {ratio.limit:g}   {ratio.verdict}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
