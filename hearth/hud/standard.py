"""Read the standard: its files, columns and code lists, as HUD's HMIS CSV specification defines them."""

import csv
import datetime
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

ColumnType = Literal["string", "int", "date", "datetime", "money", "signed_money"]

# Words of the field that the general rule would tear apart.
_WORDS = {"HoH": "Hoh", "CoC": "Coc", "NbN": "Nbn"}


def snake_case(name: str) -> str:
    """Give the database spelling of a HUD column or file name: LOSUnderThreshold -> los_under_threshold."""
    for word, plain in _WORDS.items():
        name = name.replace(word, plain)
    name = re.sub(r"ID$", "Id", name)
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    return name.lower()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a HUD CSV file.

    `lists` are the ids of its code lists (several where another column decides which);
    `references` is the HUD file whose key it holds; `personal` marks what identifies a person.
    """

    file: str
    position: int
    name: str
    type: ColumnType
    max_length: int | None
    nullable: bool
    lists: tuple[str, ...]
    is_key: bool
    references: str | None
    element: str | None
    field: str | None
    format: str | None
    personal: bool

    @property
    def database_name(self) -> str:
        return snake_case(self.name)


@dataclass(frozen=True)
class File:
    """One of the 24 CSV files of an HMIS export, its columns in export order."""

    name: str
    columns: tuple[Column, ...]

    @cached_property
    def key(self) -> Column:
        return next(column for column in self.columns if column.is_key)

    @cached_property
    def column(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}


@dataclass(frozen=True, slots=True)
class CodeList:
    """A HUD code list: what each code means. Codes are text here because V6.1 has letters in them.

    `labels` are the codes that a form offers; `retired` are those of earlier years, which old records still carry and
    exports still write.
    """

    id: str
    name: str
    labels: dict[str, str] = field(default_factory=dict)
    retired: dict[str, str] = field(default_factory=dict)

    def label(self, code: object) -> str:
        """Give the words for a code, or the code itself in words when the list does not hold it."""
        known = self.labels.get(str(code)) or self.retired.get(str(code))
        return known or f"{code} (not in list {self.id})"

    def knows(self, code: object) -> bool:
        """Say whether a record may carry the code, retired ones included."""
        return str(code) in self.labels or str(code) in self.retired


@dataclass(frozen=True)
class Standard:
    """One fiscal year of the standard."""

    year: str
    csv_version: str
    files: dict[str, File]
    lists: dict[str, CodeList]
    facts: dict[str, Any]

    def project_types(self, group: str) -> frozenset[int]:
        """Give the project types (2.02.6) of a named group such as `permanent_housing`."""
        return frozenset(self.facts["project_type_groups"][group])

    @cached_property
    def sets(self) -> dict[str, tuple[int, ...]]:
        """The named groups of codes that conditions speak of: project types, situations, lengths, funders."""
        groups = ("project_type_groups", "living_situation_groups", "length_of_stay", "funder_components")
        return {name: tuple(codes) for group in groups for name, codes in self.facts[group].items()}

    def components(self, funder: int) -> tuple[str, ...]:
        """Give the names of the funder groups (`HUD: CoC`) that a funding source (2.06.1) belongs to."""
        names = self.facts["funder_component_names"]
        return tuple(
            names[group] for group, codes in self.facts["funder_components"].items() if funder in codes
        )

    def situation_group(self, code: int) -> str:
        """Give the group of a living situation (3.12.1): homeless, institutional, temporary, permanent or other."""
        for group, codes in self.facts["living_situation_groups"].items():
            if code in codes:
                return str(group).removesuffix("_situations")
        return "other"

    def list_for(self, file: str, column: str) -> CodeList | None:
        """Give the code list of a column, or None where it has none or another column decides which."""
        lists = self.files[file].column[column].lists
        return self.lists[lists[0]] if len(lists) == 1 else None


@cache
def standard(year: str = "fy2026") -> Standard:
    """Load the standard of a fiscal year from its folder.

    Raises FileNotFoundError when there is no such year.
    """
    folder = Path(__file__).parent / year
    facts = tomllib.loads((folder / "standard.toml").read_text("utf-8"))
    return Standard(
        year=year,
        csv_version=facts["csv_version"],
        files=_read_files(folder / "columns.csv"),
        lists=_read_lists(folder),
        facts=facts,
    )


def in_force(on: datetime.date) -> str:
    """Give the fiscal year of the standard in force on a day: FY2026 from 1 October 2025, FY2024 before.

    Days before the oldest year that is held here give the oldest.
    """
    started = {year: standard(year).facts["in_force_from"] for year in years()}
    return max(
        (year for year in started if started[year] <= on), default=min(started), key=started.__getitem__
    )


@cache
def years() -> tuple[str, ...]:
    """Give the fiscal years held here, oldest first."""
    return tuple(sorted(path.parent.name for path in Path(__file__).parent.glob("fy*/standard.toml")))


@cache
def coc_codes(year: str = "fy2026") -> dict[str, str]:
    """Give the CoCs of the country, code -> name. HUD changes them each year."""
    return {row["coc_code"]: row["name"] for row in _rows(Path(__file__).parent / year / "coc_codes.csv")}


def _read_files(path: Path) -> dict[str, File]:
    columns: dict[str, list[Column]] = {}
    for row in _rows(path):
        columns.setdefault(row["file"], []).append(_column(row))
    return {name: File(name, tuple(found)) for name, found in columns.items()}


def _column(row: dict[str, str]) -> Column:
    key = row["key"]
    # Two columns refer to ProjectCoC by a pair of values; that is a check, not a key.
    references = key.partition(".")[0] if "." in key else None
    return Column(
        file=row["file"],
        position=int(row["position"]),
        name=row["column"],
        type=row["type"],  # type: ignore[arg-type]
        max_length=int(row["max_length"]) if row["max_length"] else None,
        nullable=row["nullable"] == "Y",
        lists=tuple(row["lists"].split("|")) if row["lists"] else (),
        is_key=key == "primary",
        references=references,
        element=row["element"] or None,
        field=row["field"] or None,
        format=row["format"] or None,
        personal=row["personal"] == "Y",
    )


def _read_lists(folder: Path) -> dict[str, CodeList]:
    lists: dict[str, CodeList] = {}
    for row in _rows(folder / "lists.csv"):
        lists.setdefault(row["list"], CodeList(row["list"], row["name"])).labels[row["code"]] = row["label"]
    for row in _rows(folder / "retired_codes.csv"):
        lists[row["list"]].retired[row["code"]] = row["label"]
    return lists


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
