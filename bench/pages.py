"""P11 and P12: the time of a page beside that of a page that only says hello, and its growth with the clients."""

import json

from bench.databases import Databases
from bench.launch import run
from bench.paired import Ratio

PAGES = ("home", "client", "enrollment", "roster")
MOST_QUERIES, MOST_GROWTH = 12, 1.3
Medians = dict[str, list[float]]


def pages_ratios(
    databases: Databases, clients: int, batches: int, *, is_filled: bool
) -> tuple[list[Ratio], Medians]:
    """Measure the pages among so many clients; give the ratios, and the medians of each page in seconds.

    `is_filled` says that the search was measured among as many, in the same database.
    """
    if not is_filled:
        databases.fresh("search")
    measured = run(
        ["-m", "bench.pages_run", str(clients), str(batches)],
        databases.environment("search") | {"DJANGO_SETTINGS_MODULE": "hearth.site.settings"},
    )
    raw = json.loads(measured.said[measured.said.index('{"clients"') :])
    size = f"{clients // 1000:,}k"
    ratios = []
    for page in PAGES:
        ours = tuple(raw[page])
        ratios.append(Ratio(f"P11 {page} {size}", 120.0, ours, tuple(raw["hello"])))
        ratios.append(Ratio(f"P11 {page} in {size}", 12.0, ours, tuple(raw["signed_in"])))
        ratios.append(Ratio(f"queries {page} {size}", 1.0, (raw["queries"][page],), (MOST_QUERIES,)))
    print(
        f"{clients:,} clients, p50: "
        + ", ".join(f"{name} {_ms(raw[name])}" for name in (*PAGES, "signed_in", "hello")),
        flush=True,
    )
    return ratios, {page: raw[page] for page in PAGES}


def growth(smallest: Medians, largest: Medians) -> list[Ratio]:
    """Give how much slower each page is among the most clients than among the fewest (P12)."""
    return [Ratio(f"P12 {page}", MOST_GROWTH, tuple(largest[page]), tuple(smallest[page])) for page in PAGES]


def _ms(seconds: list[float]) -> str:
    return f"{sorted(seconds)[len(seconds) // 2] * 1000:.1f} ms"
