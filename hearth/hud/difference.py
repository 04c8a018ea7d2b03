"""Compare two years of the standard, and name every difference that changes.toml does not explain.

The same changes.toml drives the upgrade of old files (`column_changes`, `year_of_export`): what is not written there is
not done to anybody's data, and what is written there must be true of the two years.
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hearth.hud.standard import Column, Standard, standard


class BadChanges(ValueError):
    """changes.toml speaks of something that neither year has; the message names it."""


@dataclass(frozen=True, order=True)
class Difference:
    """One difference between two years: what kind, of what (`Client.Sex`, `2.06.1.56`), and both sides in words."""

    kind: str
    subject: str
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        sides = f": {self.old or 'nothing'} -> {self.new or 'nothing'}" if self.old or self.new else ""
        return f"{self.kind:<14} {self.subject}{sides}"


@dataclass(frozen=True)
class ColumnChange:
    """What an upgrade does to one column of an old file.

    `change` is renamed, retired, new, widened, null or list; `new` is the new name (renamed) or list (list); `recode`
    gives the new value of old codes, "" for an empty value; `element` the element of a retired or new column.
    """

    change: str
    file: str
    column: str
    new: str
    element: str
    recode: Mapping[str, str]
    why: str


@dataclass(frozen=True)
class Explained:
    """A difference with the reason that changes.toml gives, or None."""

    difference: Difference
    why: str | None


@cache
def changes(new_year: str) -> dict[str, Any]:
    """Read changes.toml of a year: what changed from the year before. Raises FileNotFoundError where there is none."""
    return tomllib.loads((Path(__file__).parent / new_year / "changes.toml").read_text("utf-8"))


@cache
def column_changes(new_year: str = "fy2026") -> tuple[ColumnChange, ...]:
    """Give the changes to columns one by one, in the order of changes.toml."""
    found = []
    for entry in changes(new_year)["column"]:
        for column in entry.get("columns") or [entry["old"]]:
            found.append(
                ColumnChange(
                    change=entry["change"],
                    file=entry["file"],
                    column=column,
                    new=entry.get("new", ""),
                    element=entry.get("element", ""),
                    recode={str(code): str(value) for code, value in entry.get("recode", {}).items()},
                    why=entry["why"],
                )
            )
    return tuple(found)


def year_of_export(csv_version: str | None, columns: Collection[str], new_year: str = "fy2026") -> str | None:
    """Give the year that an export was written for, or None where nothing tells it.

    `csv_version` is Export.CSVVersion; `columns` are the headers as `Client.Sex`, in any letter case. The columns
    decide only where the version is empty or says neither year.
    """
    data = changes(new_year)
    version = data["version"]
    for side, year in (("new", data["to"]), ("old", data["from"])):
        if version[f"{side}_text"] in (csv_version or ""):
            return str(year)
    present = {column.lower() for column in columns}
    for side, year in (("new", data["to"]), ("old", data["from"])):
        if any(column.lower() in present for column in version[f"{side}_columns"]):
            return str(year)
    return None


def differences(old: Standard, new: Standard) -> list[Difference]:
    """Give every difference between two years, in files, columns, lists, codes and facts."""
    renamed = {
        (change.file, change.column): change.new
        for change in column_changes(new.year)
        if change.change == "renamed"
    }
    return sorted(
        [
            *_of_files(old, new, renamed),
            *_of_lists(old, new),
            *_of_facts(dict(_flat(old.facts)), dict(_flat(new.facts))),
        ]
    )


def explained(old: Standard, new: Standard) -> list[Explained]:
    """Give every difference with the reason that the new year's changes.toml gives, or None.

    Raises BadChanges where changes.toml speaks of the wrong years or explains what is no difference.
    """
    data = changes(new.year)
    if (data["from"], data["to"]) != (old.year, new.year):
        raise BadChanges(f"changes.toml of {new.year} is from {data['from']} to {data['to']}")
    found = differences(old, new)
    reasons = dict(_reasons(data, new.year))
    surplus = reasons.keys() - {(each.kind, each.subject) for each in found}
    if surplus:
        named = ", ".join(f"{kind} {subject}" for kind, subject in sorted(surplus))
        raise BadChanges(f"changes.toml explains what is no difference: {named}")
    return [Explained(each, reasons.get((each.kind, each.subject))) for each in found]


def _reasons(data: Mapping[str, Any], new_year: str) -> Iterator[tuple[tuple[str, str], str]]:
    """Give ((kind, subject), reason) of each change, in the words that `differences` uses."""
    kinds = {
        "renamed": "renamed",
        "retired": "column gone",
        "new": "column new",
        "widened": "length",
    }
    for change in column_changes(new_year):
        kind = kinds.get(change.change, change.change)
        yield (kind, f"{change.file}.{change.column}"), change.why
    for entry in data["list"]:
        match entry["change"]:
            case "new":
                yield ("list new", entry["list"]), entry["why"]
            case "retired":
                yield ("list gone", entry["list"]), entry["why"]
            case "renamed":
                yield ("list name", entry["list"]), entry["why"]
            case change:
                kind = {"codes_new": "code new", "codes_retired": "code gone", "relabelled": "label"}[change]
                for code in entry["codes"]:
                    yield (kind, f"{entry['list']}.{code}"), entry["why"]
    for entry in data.get("fact", ()):
        for fact in entry["facts"]:
            yield ("fact", fact), entry["why"]


def _of_files(old: Standard, new: Standard, renamed: Mapping[tuple[str, str], str]) -> Iterator[Difference]:
    for name in old.files.keys() - new.files.keys():
        yield Difference("file gone", name)
    for name in new.files.keys() - old.files.keys():
        yield Difference("file new", name)
    for name in old.files.keys() & new.files.keys():
        before = {renamed.get((name, column.name), column.name): column for column in old.files[name].columns}
        after = new.files[name].column
        yield from (
            Difference("column gone", f"{name}.{column.name}")
            for column in before.values()
            if renamed.get((name, column.name), column.name) not in after
        )
        yield from (Difference("column new", f"{name}.{column}") for column in after if column not in before)
        shared = [column for column in before if column in after]
        if shared != [column for column in after if column in before]:
            yield Difference("order", name)
        for column in shared:
            yield from _of_column(before[column], after[column])


def _of_column(old: Column, new: Column) -> Iterator[Difference]:
    subject = f"{old.file}.{old.name}"
    if old.name != new.name:
        yield Difference("renamed", subject, old.name, new.name)
    for kind, before, after in (
        ("type", old.type, new.type),
        ("length", old.max_length, new.max_length),
        ("null", old.nullable, new.nullable),
        ("list", "|".join(old.lists), "|".join(new.lists)),
        ("key", (old.is_key, old.references), (new.is_key, new.references)),
        ("element", old.element, new.element),
        ("format", old.format, new.format),
    ):
        if before != after:
            yield Difference(kind, subject, str(before), str(after))


def _of_lists(old: Standard, new: Standard) -> Iterator[Difference]:
    for name in old.lists.keys() - new.lists.keys():
        yield Difference("list gone", name)
    for name in new.lists.keys() - old.lists.keys():
        yield Difference("list new", name)
    for name in old.lists.keys() & new.lists.keys():
        before, after = old.lists[name], new.lists[name]
        if before.name != after.name:
            yield Difference("list name", name, before.name, after.name)
        for code, label in before.labels.items():
            if code not in after.labels:
                yield Difference("code gone", f"{name}.{code}", label)
            elif after.labels[code] != label:
                yield Difference("label", f"{name}.{code}", label, after.labels[code])
        for code, label in after.labels.items():
            if code not in before.labels:
                yield Difference("code new", f"{name}.{code}", "", label)


def _of_facts(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for name in old.keys() | new.keys():
        before, after = old.get(name), new.get(name)
        if before != after:
            yield Difference("fact", name, _words(before), _words(after))


def _words(value: object) -> str:
    return "" if value is None else str(value)


def _flat(facts: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in facts.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def unexplained(old_year: str = "fy2024", new_year: str = "fy2026") -> list[Difference]:
    """Give the differences between two years that changes.toml does not explain."""
    found = explained(standard(old_year), standard(new_year))
    return [each.difference for each in found if each.why is None]
