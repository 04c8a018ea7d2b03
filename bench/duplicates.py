"""P14: the nightly scan against bare splink with the same rules on the same people, at equal or better recall."""

import csv
import hashlib
import json
import tempfile
import time
from pathlib import Path

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker

from bench.launch import Broken
from bench.paired import Ratio, in_turn
from hearth.demo.generator.generate import generate
from hearth.demo.generator.plan import Plan
from hearth.duplicates.model import COLUMNS, KEYS, trained
from hearth.duplicates.scan import LEAST_SCORE, PEOPLE, connect, find_pairs
from hearth.records.names import plain

LIMIT = 1.5
ENROLLMENTS = 30_000
_DUPLICATES = 0.05
_SEED = 14


def duplicates_ratio(pairs: int) -> Ratio:
    """Time our scan against bare splink on generated people, some of whom are recorded twice."""
    with tempfile.TemporaryDirectory(prefix="hearth-bench-") as folder:
        generate(Plan(ENROLLMENTS, seed=_SEED, duplicates=_DUPLICATES, deleted=0), Path(folder) / "people")
        people, truth = _people(Path(folder))
    found: dict[str, set[frozenset[str]]] = {}

    def ours() -> float:
        connection = _filled(people)
        started = time.monotonic()
        found["ours"] = {frozenset((pair.one, pair.other)) for pair in find_pairs(connection)}
        return time.monotonic() - started

    def floor() -> float:
        connection = _filled(people)
        started = time.monotonic()
        found["floor"] = _bare(connection)
        return time.monotonic() - started

    ratio = in_turn("P14 duplicates", LIMIT, ours, floor, pairs)
    recall = {name: len(each & truth) / len(truth) for name, each in found.items()}
    print(
        f"duplicates: {len(people):,} people, {len(truth)} true pairs; recall ours {recall['ours']:.3f}, "
        f"bare splink {recall['floor']:.3f}"
    )
    if recall["ours"] < recall["floor"]:
        raise Broken("the scan finds fewer true pairs than bare splink")
    return ratio


def _bare(connection: duckdb.DuckDBPyConnection) -> set[frozenset[str]]:
    """What splink does by itself: the same comparisons, weights and rules, no key left out."""
    made = ", ".join(f"{key} as {name}" for name, key in KEYS.items())
    connection.execute(f"create table keyed as select *, {made} from {PEOPLE}")
    settings = trained()
    counted = connection.execute(f"select count(*) from {PEOPLE}").fetchone()
    settings["probability_two_random_records_match"] = 0.1 / max(counted[0] - 1 if counted else 1, 1)
    linker = Linker(DuckDBAPI(connection).register("keyed"), settings)
    scored = linker.inference.predict(threshold_match_probability=LEAST_SCORE)
    rows = connection.execute(f"select id_l, id_r from {scored.physical_name}").fetchall()
    return {frozenset(row) for row in rows}


def _people(folder: Path) -> tuple[list[list[str | None]], set[frozenset[str]]]:
    told = json.loads((folder / "people.truth.json").read_text("utf-8"))
    truth = {frozenset(one["personal_ids"]) for one in told if one["what"] == "duplicate"}
    with (folder / "people" / "Client.csv").open(encoding="utf-8", newline="") as lines:
        return [_person(row) for row in csv.DictReader(lines)], truth


def _person(row: dict[str, str]) -> list[str | None]:
    number = row["SSN"]
    is_whole = len(number) == 9 and number.isdigit()
    return [
        row["PersonalID"],
        plain(row["FirstName"]) or None,
        plain(row["LastName"]) or None,
        row["NameSuffix"].lower() or None,
        row["DOB"] or None,
        _digest(number) if is_whole else None,
        _digest(number[-4:]) if number[-4:].isdigit() and number else None,
    ]


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), key=b"bench", digest_size=16).hexdigest()


def _filled(people: list[list[str | None]]) -> duckdb.DuckDBPyConnection:

    connection = connect()
    columns = zip(*people, strict=True)
    read = pa.table(
        {name: pa.array(values, pa.string()) for name, values in zip(COLUMNS, columns, strict=True)}
    )
    connection.register("read", read)
    connection.execute(f"insert into {PEOPLE} from read")
    connection.unregister("read")
    return connection
