"""What people are called instead of their name: Bob is Robert, Pepe is José (nicknames.csv, ours)."""

import csv
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path


@lru_cache(maxsize=16384)
def full_names_of(name: str) -> frozenset[str]:
    """Give the names that somebody called `name` may bear in full, itself among them (`pat`: patricia, patrick, pat).

    Names are plain: small letters without accents.
    """
    return _full_names().get(name, frozenset()) | {name}


def called_alike(one: str, other: str) -> bool:
    """Say whether two different names may be those of one person: Bob and Robert, Bob and Bobby."""
    return not full_names_of(one).isdisjoint(full_names_of(other))


@cache
def _full_names() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    with (Path(__file__).parent / "nicknames.csv").open(encoding="utf-8", newline="") as file:
        for pair in csv.DictReader(file):
            found[pair["called"]].add(pair["name"])
    return {called: frozenset(names) for called, names in found.items()}
