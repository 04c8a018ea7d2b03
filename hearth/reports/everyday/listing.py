"""A listing: a report whose rows are stays, services, programs or days, where a table of HUD's has counts.

A listing is one SELECT (`<code>.sql` beside its definition) over the tables of `universe/build.py`, and what its
columns are called. Rows about a person carry `client_id` and `enrollment_id`, the ids of the live records, and no name:
whoever shows the listing adds the names that its reader may know.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

import duckdb

from hearth.dataset import Dataset
from hearth.hud.words import service_words, words_for
from hearth.reports.asked import check_coc, check_days, existing_projects
from hearth.reports.everyday.breakdown import Breakdown
from hearth.reports.everyday.chart import Chart
from hearth.reports.everyday.column import Column, Kind, Total
from hearth.reports.progress import Tell, say_nothing, step_by_step
from hearth.reports.report import Parameters
from hearth.reports.sheet import Sheet
from hearth.reports.table import text
from hearth.reports.universe.build import STEPS, build

_TYPES: Mapping[Kind, str] = {
    "day": "DATE",
    "number": "BIGINT",
    "share": "DOUBLE",
    "money": "DOUBLE",
    "code": "BIGINT",
}
# Who a row of a file is about, where nobody adds a name.
_KEYS = (Column("PersonalID", "PersonalID"), Column("EnrollmentID", "EnrollmentID"))


@dataclass(frozen=True, slots=True)
class Choice:
    """Some of the rows: what they are called, in words, and the condition over the columns that picks them."""

    label: str
    words: str
    where: str = "true"


@dataclass(frozen=True)
class Listing:
    """A listing. `until` is the last step of the universe that its SELECT reads; blank where others give the rows.

    `choices` narrow the rows, the first at once. `about_people` tells that each row is about a person, who is named
    beside it. `unseen` are names and DuckDB types of what choices and totals read beside the columns. Rows of which not
    everybody may know who sees the person carry `event_id`, the id of the live event. `names_destinations`: it names
    programs beside the chosen ones, to which people were referred. `opens_with` is the code of the period for which it
    is offered first (hearth/library/periods.py).
    """

    code: str
    title: str
    words: str
    columns: Sequence[Column]
    order: str
    until: str = ""
    totals: Sequence[Total] = ()
    choices: Mapping[str, Choice] = field(default_factory=lambda: {"all": Choice("All", "All rows.")})
    about_people: bool = True
    unseen: Mapping[str, str] = field(default_factory=dict)
    charts: Sequence[Chart] = ()
    breakdowns: Sequence[Breakdown] = ()
    names_destinations: bool = False
    opens_with: str = "month_so_far"

    def select(self) -> str:
        """Give its SELECT."""
        return (Path(__file__).parent / f"{self.code}.sql").read_text("utf-8")


class Listed:
    """A run of a listing. It holds its rows until it is closed."""

    def __init__(
        self, parameters: Parameters, listing: Listing, connection: duckdb.DuckDBPyConnection
    ) -> None:
        self.parameters = parameters
        self.listing = listing
        self._connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the rows."""
        self._connection.close()

    def rows(self, choice: str | None = None, where: str = "true") -> list[dict[str, Any]]:
        """Give the rows of a choice (none: the first), each by the names of its columns. Raises KeyError.

        `where` is the condition of a line of a breakdown.
        """
        found = self._connection.execute(
            f"from listed where ({self._where(choice)}) and ({where}) order by number"
        )
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def totals(self, choice: str | None = None) -> dict[str, Any]:
        """Give the totals of a choice by their labels, as plain data: JSON has no exact decimals."""
        if not self.listing.totals:
            return {}
        aggregates = ", ".join(total.aggregate for total in self.listing.totals)
        query = f"select {aggregates} from listed where {self._where(choice)}"
        values = self._connection.execute(query).fetchone() or ()
        plain = [float(value) if isinstance(value, Decimal) else value for value in values]
        return {total.label: value for total, value in zip(self.listing.totals, plain, strict=True)}

    def cells_as_data(self) -> dict[str, Any]:
        """Give the run as plain data: what was asked, the columns, the totals of each choice, breakdowns, charts."""
        listing = self.listing
        return {
            **self.parameters.as_data(),
            "columns": [column.as_data() for column in listing.columns],
            "about_people": listing.about_people,
            "choices": [
                {
                    "code": code,
                    "label": choice.label,
                    "words": choice.words,
                    "where": choice.where,
                    "totals": [
                        {"label": total.label, "kind": total.kind, "value": value}
                        for total, value in zip(listing.totals, self.totals(code).values(), strict=True)
                    ],
                }
                for code, choice in listing.choices.items()
            ],
            "breakdowns": [one.as_data(self._connection, listing.choices) for one in listing.breakdowns],
            "charts": [
                chart.as_data(self._connection, self.parameters.start, self.parameters.end)
                for chart in listing.charts
            ],
        }

    def save_universe(self, path: Path) -> None:
        """Write the rows, which hold no names, to one Parquet file."""
        self._connection.execute(
            f"copy (from listed order by number) to {text(str(path))} (format parquet, compression zstd)"
        )

    def write(self, out: Path) -> None:
        """Write `<code>.csv` with the rows of the first choice into a folder, making it if needed.

        Beside it `<code>-<breakdown>.csv` for each breakdown, the figures of all its rows in the last line.
        """
        out.mkdir(parents=True, exist_ok=True)
        columns = [*(_KEYS if self.listing.about_people else ()), *self.listing.columns]
        lines = [[in_a_file(column.as_data(), row) for column in columns] for row in self.rows()]
        Sheet([column.label for column in columns], lines).write(out / f"{self.listing.code}.csv")
        for one in self.listing.breakdowns:
            stored = one.as_data(self._connection, self.listing.choices)
            of = [(label_of(stored, row) or "Not recorded", row) for row in stored["rows"]]
            header = [one.of.label, *(figure.label for figure in one.figures)]
            figures = [[label, *row["figures"]] for label, row in [*of, ("All", stored["whole"])]]
            Sheet(header, figures).write(out / f"{self.listing.code}-{one.code}.csv")

    def _where(self, choice: str | None) -> str:
        choices = self.listing.choices
        return choices[choice or next(iter(choices))].where


def run_listing(
    listing: Listing,
    dataset: Dataset,
    start: date,
    end: date,
    project_ids: Sequence[str] = (),
    spec: str = "fy2026",
    coc: str | None = None,
    tell: Tell = say_nothing,
) -> Listed:
    """Run a listing over the stays of some projects, or of all when none are named. Close it when done with it.

    Raises NoSuchProject, and ValueError for an end before the start or a CoC that no project is in.
    """
    check_days(start, end)
    check_coc(dataset, coc)
    parameters = Parameters(listing.code, spec, start, end, existing_projects(dataset, project_ids), coc)
    connection = dataset.connection.cursor()
    try:
        still = step_by_step(tell, STEPS.index(listing.until) + 2)
        build(connection, start, end, parameters.project_ids, coc, until=listing.until, still=still)
        still()
        _list(connection, listing, listing.select())
    except BaseException:
        connection.close()
        raise
    return Listed(parameters, listing, connection)


def list_rows(listing: Listing, parameters: Parameters, rows: Iterable[Mapping[str, Any]]) -> Listed:
    """List rows that were read elsewhere, each by the names of its columns. Close it when done with it."""
    keys = {"client_id": "UUID", "enrollment_id": "UUID"} if listing.about_people else {}
    seen = {column.name: _TYPES.get(column.kind, "VARCHAR") for column in listing.columns}
    types = {**keys, **seen, **listing.unseen}
    # As one text: DuckDB looks for other libraries at each value of a parameter, a tenth of a millisecond each.
    given = json.dumps([{name: row[name] for name in types} for row in rows], default=_as_json)
    connection = duckdb.connect(config={"autoinstall_known_extensions": False})
    try:
        connection.execute(
            "create temp table given as select unnest(from_json(?, ?), recursive := true)",
            [given, json.dumps([types])],
        )
        _list(connection, listing, "from given")
    except BaseException:
        connection.close()
        raise
    return Listed(parameters, listing, connection)


def _as_json(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)


def _list(connection: duckdb.DuckDBPyConnection, listing: Listing, select: str) -> None:
    connection.execute(
        "create or replace temp table listed as "
        f"select row_number() over (order by {listing.order}) as number, * from ({select})"
    )


def in_words(column: Mapping[str, str], row: Mapping[str, Any]) -> Any:
    """Give the value of a stored column in a row, with a code in the words of HUD's list."""
    value = row[column["name"]]
    if column["kind"] == "code":
        file, _, name = column["of"].partition(".")
        return words_for(file, name, value)
    if column["kind"] == "service":
        return service_words(row["RecordType"], value, row["SubTypeProvided"])
    return value


def label_of(breakdown: Mapping[str, Any], line: Mapping[str, Any]) -> str:
    """Give what a line of a stored breakdown is of, a code in the words of HUD's list; nothing where nobody said."""
    column = breakdown["of"]
    return in_words(column, {column["name"]: line["label"]}) or ""


def in_a_file(column: Mapping[str, str], row: Mapping[str, Any]) -> str | int | float | None:
    """Give a value as a file has it: codes in words, days as ISO writes them."""
    value = in_words(column, row)
    return value.isoformat() if isinstance(value, date) else value
