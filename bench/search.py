"""P9 and P10: finding a client, exactly and by a name that is written otherwise."""

import json

from bench.databases import Databases
from bench.launch import Broken, run
from bench.paired import Ratio

SIZES = (10_000, 1_000_000)
LEAST_RECALL, MOST_FALSE_STOPS, MOST_GROWTH = 0.95, 0.02, 1.3


def search_ratios(databases: Databases, clients: int, batches: int) -> tuple[list[Ratio], list[float]]:
    """Measure both goals among so many clients; give them, and the p50 of exact searches in seconds."""
    databases.fresh("search")
    measured = run(
        ["-m", "bench.search_run", str(clients), str(batches)],
        databases.environment("search") | {"DJANGO_SETTINGS_MODULE": "hearth.site.settings"},
    )
    raw = json.loads(measured.said[measured.said.index('{"clients"') :])
    if raw["missed_exactly"]:
        raise Broken(f"{raw['missed_exactly']:.1%} of the exact searches among {clients:,} found nobody")
    size = f"{clients // 1000:,}k"
    ratios = [
        Ratio(f"P9 {size}", 60.0, tuple(raw["exact"]), tuple(raw["key"])),
        Ratio(f"P10 {size}", 3.0, tuple(raw["fuzzy"]), tuple(raw["scan"])),
        # What was missed, against what may be.
        Ratio(f"P10 missed {size}", 1.0, (1 - raw["recall"],), (1 - LEAST_RECALL,)),
        Ratio(f"false stops {size}", 1.0, (raw["false_stops"],), (MOST_FALSE_STOPS,)),
    ]
    print(
        f"{clients:,} clients, {raw['distinct_names']:,} names: p50 exact {_ms(raw['exact_p50'])}, "
        f"p95 exact {_ms(raw['exact'])} "
        f"(key {_ms(raw['key'])}), alike {_ms(raw['fuzzy'])}, "
        f"with permission {_ms(raw['whole'])} (scan {_ms(raw['scan'])}), recall at 20 "
        f"{raw['recall']:.3f}; false stops {raw['false_stops']:.3f}, recorded again and stopped "
        f"{raw['stopped']:.3f}, shown {raw['shown']:.3f}",
        flush=True,
    )
    return ratios, raw["exact_p50"]


def _ms(seconds: list[float]) -> str:
    return f"{sorted(seconds)[len(seconds) // 2] * 1000:.2f} ms"
