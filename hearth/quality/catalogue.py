"""All checks: the rule files that have SQL, found by walking, the checks of columns, and those of received files."""

import csv
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import hearth.rules
from hearth.quality import columns, received
from hearth.quality.check import Check

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class KnownCheck:
    """A check of HUD's field as its list states it: who is concerned, how grave it is there, which elements."""

    id: str
    scope: str
    severity: str
    elements: str
    words: str


@cache
def known_checks() -> Mapping[str, KnownCheck]:
    """Give the checks that data quality in the field consists of, id -> check (`checks.csv`)."""
    with (_HERE / "checks.csv").open(encoding="utf-8", newline="") as lines:
        return {row["id"]: KnownCheck(**row) for row in csv.DictReader(lines)}


@cache
def catalogue() -> Mapping[str, Check]:
    """Give every check by its name, in the order in which they are made."""
    found = [*received.checks(), *columns.checks(), *_rules()]
    return {check.name: check for check in found}


@cache
def by_id() -> Mapping[str, Check]:
    """Give the check that states an id. Every check goes by its name too.

    Raises ValueError when two checks state the same id.
    """
    found: dict[str, Check] = {}
    for check in catalogue().values():
        for id_ in (*check.ids, check.name):
            if id_ in found:
                raise ValueError(f"{id_} is stated by {found[id_].name} and by {check.name}")
            found[id_] = check
    return found


def _rules() -> Iterator[Check]:
    for module in _modules():
        if hasattr(module, "SQL"):
            sentence, _, source = (inspect.getdoc(module) or "").partition("\n\n")
            yield Check(
                name=module.__name__.removeprefix("hearth.rules.").replace(".", "/"),
                sentence=" ".join(sentence.split()),
                source=" ".join(source.split()),
                ids=module.IDS,
                at_entry=module.AT_ENTRY,
                in_import=module.IN_IMPORT,
                in_quality=module.IN_QUALITY,
                file=module.FILE,
                column=module.COLUMN,
                sql=module.SQL,
            )


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(hearth.rules.__path__, "hearth.rules."):
        if not found.ispkg and not found.name.rpartition(".")[2].startswith("test_"):
            yield import_module(found.name)
