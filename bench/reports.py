"""P4 and P5: the APR of everybody and of one program against a plain scan of the same file, each in its own process."""

import json
from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path

from bench.inputs import CACHE
from bench.launch import Broken, Measured, run
from bench.paired import Ratio
from hearth.dataset import open_dataset
from hearth.demo.generator import Plan, generate

SIZES = (10_000, 100_000)
_MOST_OF_ALL, _MOST_OF_ONE = 30.0, 1 / 20
_STEEPEST, _STEEPEST_MEMORY = 1.1, 0.3
_FLOOR, _ALL, _ONE = "floor", "all", "one"


def reports_ratios(sizes: Sequence[int], pairs: int) -> Iterator[Ratio]:
    """Measure the APR at each size, and between the first and the last how its time and its memory grow."""
    best: list[float] = []
    peaks: list[float] = []
    for size in sizes:
        stored = _stored(size)
        runs = _in_turn(stored, pairs)
        seconds = {what: tuple(float(_said(one)["seconds"]) for one in made) for what, made in runs.items()}
        _check(runs)
        best.append(min(seconds[_ALL]))
        peaks.append(max(one.megabytes for one in runs[_ALL]))
        yield Ratio(f"P4 {size:,}", _MOST_OF_ALL, seconds[_ALL], seconds[_FLOOR])
        yield Ratio(f"P5 {size:,}", _MOST_OF_ONE, seconds[_ONE], seconds[_ALL])
    if len(sizes) > 1:
        grown = log(sizes[-1] / sizes[0])
        yield Ratio("P4 growth", _STEEPEST, (log(best[-1] / best[0]) / grown,), (1.0,))
        yield Ratio("P4 memory", _STEEPEST_MEMORY, (log(peaks[-1] / peaks[0]) / grown,), (1.0,))


def _in_turn(stored: Path, pairs: int) -> dict[str, list[Measured]]:
    made: dict[str, list[Measured]] = {_FLOOR: [], _ALL: [], _ONE: []}
    for _pair in range(pairs):
        for what, done in made.items():
            done.append(_run(stored, what))
    return made


def _run(stored: Path, what: str) -> Measured:
    return run(["-m", "bench.reports_run", what, str(stored)], {})


def _said(measured: Measured) -> dict[str, float]:
    said: dict[str, float] = json.loads(measured.said)
    return said


def _check(runs: dict[str, list[Measured]]) -> None:
    """Raise Broken where a report counts nobody, or one program as many as all."""
    people = {what: {_said(one)["people"] for one in made} for what, made in runs.items()}
    if any(len(found) != 1 for found in people.values()) or not 0 < min(people[_ONE]) < min(people[_ALL]):
        raise Broken(f"The APR counted {people}")


def _stored(size: int) -> Path:
    """Give a data set of that many enrollments as a file of DuckDB's, made when it is not there yet."""
    CACHE.mkdir(exist_ok=True)
    path = CACHE / f"reports-{size}.duckdb"
    if not path.exists():
        archive, draft = CACHE / f"reports-{size}.zip", path.with_suffix(".draft")
        generate(Plan(enrollments=size, seed=1), archive)
        with open_dataset([archive]) as dataset, draft.open("wb", buffering=0) as target:
            dataset.write_copy(target)
        archive.unlink()
        draft.rename(path)
    return path
