"""P4 and P5: the APR against a plain scan of the same stays, and one program against all, each in a process of its own.

Four ways: by the command from a zip (`files`); by the command on the live records (`live`); as a worker does it who
waits for who asks (`asked`); the counting alone, in a file of DuckDB that is open before the clock starts (`counting`).
"""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import log
from pathlib import Path

from bench.databases import Databases
from bench.inputs import CACHE
from bench.launch import Broken, hearth, run
from bench.paired import Ratio
from hearth.dataset import open_dataset
from hearth.demo.generator import Plan, generate

SIZES = (10_000, 100_000)
_MOST_OF_ALL, _MOST_OF_ONE = 30.0, 1 / 20
_STEEPEST, _STEEPEST_MEMORY = 1.1, 0.3
# The last year of what is generated.
_YEAR = ("--start", "2025-10-01", "--end", "2026-09-30")


@dataclass(frozen=True, slots=True)
class _Run:
    seconds: float
    megabytes: float
    people: int


@dataclass(frozen=True, slots=True)
class _Way:
    """Makes the report of everybody, and the scan (P4), and the report of the program of middle size (P5)."""

    name: str
    whole: Callable[[], _Run]
    floor: Callable[[], _Run] | None = None
    one: Callable[[], _Run] | None = None


def reports_ratios(databases: Databases, folder: Path, sizes: Sequence[int], pairs: int) -> Iterator[Ratio]:
    """Measure the APR at each size, and between the first and the last how its time and its memory grow."""
    best: dict[str, list[_Run]] = {}
    for size in sizes:
        for way in (_files(size, folder), *_live(size, folder, databases), _counting(size)):
            floors, wholes, ones = _in_turn(way, pairs)
            if floors:
                yield Ratio(f"P4 {way.name} {size:,}", _MOST_OF_ALL, _seconds(wholes), _seconds(floors))
            if ones:
                yield Ratio(f"P5 {way.name} {size:,}", _MOST_OF_ONE, _seconds(ones), _seconds(wholes))
            best.setdefault(way.name, []).append(
                _Run(min(_seconds(wholes)), max(one.megabytes for one in wholes), wholes[0].people)
            )
    if len(sizes) > 1:
        grown = log(sizes[-1] / sizes[0])
        for name, runs in best.items():
            first, last = runs[0], runs[-1]
            time, memory = log(last.seconds / first.seconds), log(last.megabytes / first.megabytes)
            yield Ratio(f"P4 growth {name}", _STEEPEST, (time / grown,), (1.0,))
            yield Ratio(f"P4 memory {name}", _STEEPEST_MEMORY, (memory / grown,), (1.0,))


def _in_turn(way: _Way, pairs: int) -> tuple[list[_Run], list[_Run], list[_Run]]:
    """Run each `pairs` times. Raises Broken where a report counts nobody, or one program as many as all."""
    floors, wholes, ones = [], [], []
    for _pair in range(pairs):
        if way.floor:
            floors.append(way.floor())
        wholes.append(way.whole())
        if way.one:
            ones.append(way.one())
    for smaller, larger in ((wholes, floors), (ones, wholes)):
        counted = {each.people for each in smaller}, {each.people for each in larger}
        if smaller and larger and not (len(counted[0]) == 1 and 0 < max(counted[0]) < min(counted[1])):
            raise Broken(f"The APR by {way.name} counted {counted}")
    return floors, wholes, ones


def _seconds(runs: Sequence[_Run]) -> tuple[float, ...]:
    return tuple(each.seconds for each in runs)


def _files(size: int, folder: Path) -> _Way:
    archive = _archive(size)
    return _Way(
        "files", _command(folder, {}, "--from-csv", str(archive)), floor=_scan({}, "zip", str(archive))
    )


def _live(size: int, folder: Path, databases: Databases) -> tuple[_Way, _Way]:
    databases.fresh("live")
    environment = databases.environment("live") | {"DJANGO_SETTINGS_MODULE": "hearth.site.settings"}
    run(hearth("import", _archive(size), "--source", "bench"), environment)
    middle = run(["-m", "bench.reports_scan", "middle"], environment).said.strip()
    return (
        _Way("live", _command(folder, environment), floor=_scan(environment, "live")),
        _Way(
            "asked",
            _timed_by_itself("ask", environment, "all"),
            one=_timed_by_itself("ask", environment, middle),
        ),
    )


def _counting(size: int) -> _Way:
    stored = _stored(size)
    floor, whole, one = (_timed_by_itself("count", {}, what, str(stored)) for what in ("floor", "all", "one"))
    return _Way("counting", whole, floor, one)


def _scan(environment: dict[str, str], *words: str) -> Callable[[], _Run]:
    def scan() -> _Run:
        measured = run(["-m", "bench.reports_scan", *words], environment)
        return _Run(measured.seconds, measured.megabytes, int(measured.said))

    return scan


def _command(folder: Path, environment: dict[str, str], *words: str) -> Callable[[], _Run]:
    """Give `hearth report apr`, timed from its start to its end."""
    out = folder / "apr"
    persons_served = out / "Q5a.csv"

    def report() -> _Run:
        with suppress(FileNotFoundError):
            persons_served.unlink()
        measured = run(hearth("report", "apr", *_YEAR, "--out", out, *words), environment)
        with persons_served.open(newline="", encoding="utf-8") as file:
            people = int(list(csv.reader(file))[1][1])
        return _Run(measured.seconds, measured.megabytes, people)

    return report


def _timed_by_itself(what: str, environment: dict[str, str], *words: str) -> Callable[[], _Run]:
    """Give a program of ours that says how long it took from where it was ready."""

    def measure() -> _Run:
        measured = run(["-m", f"bench.reports_{what}", *words], environment)
        said = json.loads(measured.said[measured.said.index("{") :])
        return _Run(said["seconds"], measured.megabytes, int(said["people"]))

    return measure


def _archive(size: int) -> Path:
    """Give an export of that many enrollments, made when it is not there yet."""
    CACHE.mkdir(exist_ok=True)
    path = CACHE / f"reports-{size}.zip"
    if not path.exists():
        draft = path.with_suffix(".draft.zip")
        generate(Plan(enrollments=size, seed=1), draft)
        draft.rename(path)
    return path


def _stored(size: int) -> Path:
    """Give the same as a file of DuckDB's, made when it is not there yet."""
    path = CACHE / f"reports-{size}.duckdb"
    if not path.exists():
        draft = path.with_suffix(".draft")
        with open_dataset([_archive(size)]) as dataset, draft.open("wb", buffering=0) as target:
            dataset.write_copy(target)
        draft.rename(path)
    return path
