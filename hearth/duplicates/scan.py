"""The scan: which pairs of the people in a DuckDB table are likely one person, with a score and what is alike.

Everything stays in memory: names of people are written to no disk.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import duckdb
from splink import DuckDBAPI, Linker

from hearth.duplicates.model import COLUMNS, KEYS, trained

PEOPLE: Final = "people"
# From this score on a pair is proposed. Set for precision: a queue of nonsense is read by nobody.
LEAST_SCORE: Final = 0.97
# A key that more people share tells little, and would compare each of them with each.
MOST_OF_A_KEY: Final = 60
# How many records of 1,000 are expected to have a second one.
_TWICE_OF_1000: Final = 50
_AT_ONCE: Final = 10_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who are likely one: their ids, 0 to 1, and the keys of what is alike."""

    one: str
    other: str
    score: float
    reasons: tuple[str, ...]


def connect() -> duckdb.DuckDBPyConnection:
    """Give a database in memory that writes nothing to disk, with an empty table of people."""
    connection = duckdb.connect(config={"temp_directory": ""})
    connection.execute("set enable_progress_bar = false")
    columns = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())
    connection.execute(f"create table {PEOPLE} ({columns})")
    return connection


def find_pairs(connection: duckdb.DuckDBPyConnection, least: float = LEAST_SCORE) -> Iterator[Pair]:
    """Compare the people of the table and give the pairs with at least that score, the likeliest first."""
    add_keys(connection)
    predicted = predict(connection, "keyed", least)
    rows = connection.cursor().execute(
        f"select id_l, id_r, match_probability, {', '.join(_REASONS.values())} "
        f"from {predicted} p join keyed l on l.id = p.id_l join keyed r on r.id = p.id_r "
        "order by match_probability desc, id_l, id_r"
    )
    while some := rows.fetchmany(_AT_ONCE):
        for one, other, score, *alike in some:
            reasons = tuple(name for name, holds in zip(_REASONS, alike, strict=True) if holds)
            yield Pair(str(one), str(other), float(score), reasons)


def add_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `keyed`: the people with the keys by which they are compared, without keys that too many share."""
    made = ", ".join(f"{key} as {name}" for name, key in KEYS.items())
    capped = ", ".join(
        f"case when count(*) over (partition by {name}) <= {MOST_OF_A_KEY} then {name} end as {name}"
        for name in KEYS
    )
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    connection.execute(
        f"create or replace table keyed as select {names}, {capped} from (select *, {made} from {PEOPLE})"
    )


def predict(connection: duckdb.DuckDBPyConnection, table: str, least: float) -> str:
    """Let splink score the pairs that share a key, and give the name of the table of those with the least score."""
    counted = connection.execute(f"select count(*) from {table}").fetchone()
    settings = trained()
    settings["probability_two_random_records_match"] = _prior(counted[0] if counted else 0)
    logging.getLogger("splink").setLevel(logging.ERROR)
    linker = Linker(DuckDBAPI(connection).register(table), settings)
    scored: Any = linker.inference.predict(threshold_match_probability=least)
    return str(scored.physical_name)


def _prior(people: int) -> float:
    """Give how likely any two of so many people are one."""
    return min(0.5, 2 * _TWICE_OF_1000 / 1000 / max(people - 1, 1))


_REASONS: Final = {
    "same_ssn": "l.ssn = r.ssn",
    "same_last_four": "l.last_four = r.last_four and l.ssn is distinct from r.ssn",
    "same_name": "l.first = r.first and l.last = r.last",
    "names_swapped": "l.first = r.last and l.last = r.first and l.first <> l.last",
    "similar_name": (
        "(l.first <> r.first or l.last <> r.last) and jaro_winkler_similarity(l.first, r.first) >= 0.82 "
        "and jaro_winkler_similarity(l.last, r.last) >= 0.82"
    ),
    "same_birth_date": "l.dob = r.dob",
    "similar_birth_date": "l.dob <> r.dob and damerau_levenshtein(l.dob, r.dob) <= 2",
}
