"""How complete the checks are, in numbers."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from hearth.quality.catalogue import catalogue, known_checks


def numbers() -> Iterator[str]:
    """Give the lines: ids and checks, severities by moment, breaches, rules that are in Python too."""
    checks = list(catalogue().values())
    stated = {id_ for check in checks for id_ in check.ids}
    ours = sum(not check.ids for check in checks)
    yield f"ids of the field's list: {len(known_checks())}, not stated here: {len(known_checks().keys() - stated)}"
    yield f"checks: {len(checks)}, {len(checks) - ours} of them state an id of the list, {ours} are ours"
    for moment in ("at_entry", "in_import", "in_quality"):
        severities = Counter(getattr(check, moment).value for check in checks)
        yield f"{moment}: " + ", ".join(f"{name} {count}" for name, count in severities.most_common())
    breaches = tomllib.loads((Path(__file__).parent / "breaches.toml").read_text("utf-8"))
    of_files = {
        id_ for check in checks if check.name.startswith("file/") for id_ in (check.ids or (check.name,))
    }
    yield (
        f"broken one by one: {len(breaches)} in breaches.toml, {len(of_files - breaches.keys())} more in "
        "test_received.py, where it takes a file"
    )
    both = [check for check in checks if check.sql and _has_python(check.name)]
    yield f"rules in SQL and in Python: {len(both)}, compared in tests/agreement/test_rules.py"


def _has_python(name: str) -> bool:
    group = name.partition("/")[0]
    if group in ("file", "columns"):
        return False
    return hasattr(import_module(f"hearth.rules.{name.replace('/', '.')}"), "broken")
