"""P9 and P10 in one process: `python -m bench.search_run CLIENTS BATCHES`; DATABASE_URL is migrated and
empty. Prints the raw figures as JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from random import Random
from statistics import median
from typing import Any

import django

PER_BATCH = 100
INTAKES = 500
RECALL_AT = 20


def main(clients: int, batches: int) -> None:
    """Fill the database, run the batches and print what each took."""
    django.setup()
    from django.db import connection, transaction

    from bench.people import fill

    account, people = fill(clients)
    rng = Random(7)
    with transaction.atomic(), connection.cursor() as cursor:
        # What the fill left to write is not this run's; what a search logs is not kept.
        result = {
            "clients": clients,
            **_searches(account, people, rng, cursor, batches),
            **_stops(people, rng),
        }
        transaction.set_rollback(True)
    print(json.dumps(result))


def _searches(account, people, rng: Random, cursor, batches: int) -> dict[str, object]:  # type: ignore[no-untyped-def]
    from hearth.access.search import find, meant
    from hearth.access.search_words import read

    seen = [one for one in people if one.is_seen]
    cursor.execute("select name from records_knownname")
    distinct = [name for (name,) in cursor.fetchall()]
    found: dict[str, list[float]] = {"exact": [], "key": [], "fuzzy": [], "whole": [], "scan": []}
    medians: list[float] = []
    hits, wrong, asked = 0, 0, 0
    for batch in range(batches + 1):
        times: dict[str, list[float]] = {name: [] for name in found}
        for _number in range(PER_BATCH):
            one = rng.choice(seen)
            # Each search is a request's, with a viewer of its own: nothing is remembered from the one before.
            words = _exactly(one, rng)
            times["key"].append(_seconds(_by_key, cursor, one.id))
            times["exact"].append(_seconds(find, _viewer(account), words))
            first, last = _mistyped(one, rng)
            times["scan"].append(_seconds(_scan, (first, last), distinct))
            typed, viewer = f"{first} {last}", _viewer(account)
            times["fuzzy"].append(_seconds(lambda words: meant(read(words)), typed))
            start = time.perf_counter()
            finding = find(viewer, typed)
            times["whole"].append(time.perf_counter() - start)
            if batch:
                asked += 1
                names = {
                    (each.client.first_name, each.client.last_name) for each in finding.found[:RECALL_AT]
                }
                hits += (one.first, one.last) in names
                wrong += not find(_viewer(account), words).found
        if batch:
            for name, each in times.items():
                found[name].append(_p95(each))
            medians.append(median(times["exact"]))
    return {
        **found,
        "exact_p50": medians,
        "recall": hits / asked,
        "missed_exactly": wrong / asked,
        "distinct_names": len(distinct),
    }


def _stops(people, rng: Random) -> dict[str, float]:  # type: ignore[no-untyped-def]
    """Give how often a new person is stopped for another one, and how often a recorded one is recognised."""
    from bench.people import person
    from hearth.access.likely_same import facts_typed, scored
    from hearth.rules.client.likeness import STOPS

    def best(one, first: str, last: str, **typed: Any) -> float:  # type: ignore[no-untyped-def]
        facts = facts_typed(
            first_name=first, last_name=last, **{"birth": one.birth, "ssn_digits": one.ssn, **typed}
        )
        return max(
            (found.score for client, found in scored(facts) if one in strangers or client == one.id),
            default=0,
        )

    strangers = [person(rng) for _number in range(INTAKES)]
    false_stops = sum(best(one, one.first, one.last) >= STOPS for one in strangers)
    again = rng.sample(people, min(INTAKES, len(people)))
    ways: tuple[dict[str, Any], ...] = ({}, {"ssn_digits": ""}, {"ssn_digits": ""})
    scores = [best(one, *_mistyped(one, rng, both=False), **rng.choice(ways)) for one in again]
    return {
        "false_stops": false_stops / len(strangers),
        "stopped": sum(score >= STOPS for score in scores) / len(again),
        "shown": sum(score > 0 for score in scores) / len(again),
    }


def _exactly(one, rng: Random) -> str:  # type: ignore[no-untyped-def]
    """Give words that mean a person as they are recorded, in one of the usual ways."""
    from hearth.records.names import unique_identifier

    first, last = one.first, one.last
    return rng.choice(
        [
            f"{first} {last}",
            f"{last}, {first}",
            f"{first[:3]} {last[:3]}",
            f"{first} {last} {one.birth.year}",
            f"{one.birth:%m/%d/%Y}",
            one.ssn[-4:] or f"{first} {last}",
            unique_identifier(one.id),
        ]
    )


def _mistyped(one, rng: Random, *, both: bool = True) -> tuple[str, str]:  # type: ignore[no-untyped-def]
    """Give the names with a typo in each, or a nickname, or swapped."""
    from hearth.demo.generator.people import names

    first, last = one.first, one.last
    nicknames = names()["nicknames"].get(first)
    chance = rng.random()
    if nicknames and chance < 0.3:
        first = rng.choice(nicknames)
    elif both or chance < 0.65:
        first = _typo(first, rng)
    if both or chance >= 0.65:
        last = _typo(last, rng)
    return (last, first) if rng.random() < 0.1 else (first, last)


def _typo(name: str, rng: Random) -> str:
    """Leave out, double, mistake or swap a letter of a name of four letters and more."""
    if len(name) < 4:
        return name
    at = rng.randrange(1, len(name) - 1)
    letter = rng.choice("abcdefghiklmnoprstuvy")
    return rng.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        ]
    )


def _by_key(cursor, client_id) -> None:  # type: ignore[no-untyped-def]
    cursor.execute("select * from records_client where id = %s", [client_id])
    cursor.fetchone()


def _scan(pair: tuple[str, str], distinct: list[str]) -> None:
    """The floor of P10: compare both names with every distinct one."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    for name in pair:
        process.extract(
            name.lower(), distinct, scorer=DamerauLevenshtein.distance, score_cutoff=1, limit=None
        )


def _viewer(account: Any) -> Any:
    from hearth.access.viewer import viewer_of

    return viewer_of(account)


def _seconds(work: Callable[..., object], *values: object) -> float:
    start = time.perf_counter()
    work(*values)
    return time.perf_counter() - start


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
