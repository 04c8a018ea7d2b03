"""Our nightly scan on Febrl's labelled records: `python -m tests.conformance.duplicates` prints precision and recall.

The files lie beside the checkout in `../shared/oracles/febrl_dedup`: invented people, some recorded several times with
slips; the number in `rec_id` says who they are.
"""

import csv
import hashlib
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import duckdb

from hearth.duplicates.scan import PEOPLE, connect, find_pairs

FOLDER = Path(__file__).parents[3] / "shared" / "oracles" / "febrl_dedup"
FILES = ("dataset1.csv", "dataset2.csv")
PRECISION, RECALL = 0.98, 0.90


@dataclass(frozen=True, slots=True)
class Measured:
    """How many pairs are true, how many were proposed, how many of these are right, and how long it took."""

    name: str
    true: int
    proposed: int
    right: int
    seconds: float

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.true

    def __str__(self) -> str:
        return (
            f"{self.name}: precision {self.precision:.4f}, recall {self.recall:.4f} "
            f"({self.right} of {self.true} true pairs, {self.proposed} proposed), {self.seconds:.1f} s"
        )


def measured(name: str) -> Measured:
    """Scan one file."""
    rows = list(records(FOLDER / name))
    truth = true_pairs(rows)
    connection = filled(rows)
    started = time.monotonic()
    found = {frozenset((pair.one, pair.other)) for pair in find_pairs(connection)}
    return Measured(name, len(truth), len(found), len(found & truth), time.monotonic() - started)


def records(path: Path) -> Iterator[dict[str, str]]:
    """Give the rows of a Febrl file without the spaces that follow its commas."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, skipinitialspace=True):
            yield {name.strip(): (value or "").strip() for name, value in row.items() if name}


def true_pairs(rows: list[dict[str, str]]) -> set[frozenset[str]]:
    """Give the pairs of ids that are one person: `rec-17-org`, `rec-17-dup-0` and so on."""
    people: dict[str, list[str]] = {}
    for row in rows:
        people.setdefault(row["rec_id"].split("-")[1], []).append(row["rec_id"])
    return {frozenset(pair) for ids in people.values() for pair in combinations(ids, 2)}


def filled(rows: list[dict[str, str]]) -> duckdb.DuckDBPyConnection:
    """Give the scan's table of people filled with a file: what our own records would hold of them, and no more.

    Of the number we keep digests, so the scan may ask whether two are equal and nothing else.
    """
    connection = connect()
    connection.executemany(
        f"insert into {PEOPLE} values (?, ?, ?, ?, ?, ?, ?)", [_person(row) for row in rows]
    )
    return connection


def _person(row: dict[str, str]) -> list[str | None]:
    born, number = row["date_of_birth"], row["soc_sec_id"]
    return [
        row["rec_id"],
        row["given_name"] or None,
        row["surname"] or None,
        None,
        f"{born[:4]}-{born[4:6]}-{born[6:]}" if len(born) == 8 else None,
        _digest(number) if number else None,
        _digest(number[-4:]) if len(number) >= 4 else None,
    ]


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), key=b"a test", digest_size=16).hexdigest()


def main() -> int:
    """Print what the scan finds in each file; 1 when a bound is missed, 2 when there are no files."""
    if not FOLDER.exists():
        print("THE LABELLED RECORDS ARE NOT HERE: no ../shared/oracles beside the checkout", file=sys.stderr)
        return 2
    found = [measured(name) for name in FILES]
    for one in found:
        print(one)
    return int(any(one.precision < PRECISION or one.recall < RECALL for one in found))


if __name__ == "__main__":
    sys.exit(main())
