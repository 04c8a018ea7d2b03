"""The permission table urls.csv: what each address answers each persona, and every address that there is."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

# Who work for the agency whose records the addresses are filled with, and the leads of it.
PERSONAS = ("intake_worker", "agency_manager", "hmis_lead", "reporting_only", "services_only", "coc_lead")
# An intake worker of another agency, the lead of another CoC, and an account that works for no agency.
OUTSIDERS = ("stranger", "other_coc_lead", "no_agency")
EVERYBODY = (*PERSONAS, *OUTSIDERS, "anonymous")
METHODS = ("GET", "POST")
_FILE = Path(__file__).parent / "urls.csv"


@dataclass(frozen=True)
class Row:
    """One address and method, with the expected status for each persona and for who is not logged in."""

    name: str
    method: str
    expected: dict[str, int]


def rows() -> list[Row]:
    """Read the table."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return [
            Row(line["name"], line["method"], {who: int(line[who]) for who in EVERYBODY})
            for line in csv.DictReader(lines)
        ]


def addresses() -> dict[str, tuple[str, ...]]:
    """Give every address of the site by name, with the names of its parameters."""
    return dict(_walk(get_resolver(), (), ()))


def _walk(
    resolver: URLResolver, namespaces: tuple[str, ...], prefix: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in resolver.url_patterns:
        parameters = (*prefix, *pattern.pattern.converters, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern, inner, parameters)
        elif isinstance(pattern, URLPattern):
            name = ":".join([*namespaces, pattern.name or f"unnamed {pattern.pattern}"])
            yield name, tuple(dict.fromkeys(parameters))
