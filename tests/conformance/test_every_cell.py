"""Every cell of every table of every kind of report opens to the people whom it counts, from the stored run as well.

The data are generated, with errors in them, so that nearly every table has somebody. A report that is added to
reports/kinds.py is taken up by itself.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from math import isclose
from pathlib import Path
from typing import Any

import duckdb
import pytest

from hearth.dataset import Dataset, open_dataset
from hearth.reports.cells import Value
from hearth.reports.everyday.listing import Listed
from hearth.reports.kinds import RUNNERS, Finished
from hearth.reports.report import Report
from hearth.reports.stored import OpenedCell, StoredRows, StoredUniverse
from hearth.reports.table import Place, Table
from tests.conformance.generated import END, START, generated_export

_COUNT = "count(*)"
# A mean or a median, and the number of each person that it is taken of.
_MIDDLE = re.compile(r"(?:avg|median)\((.*)\)")
# What happened is counted in the rows that begin so; somebody stands behind a number as often as it happened to them.
_OF_OCCURRENCES = {("ce-apr", "Q10", ""), ("path", "Q8-Q16", "12")}


@dataclass
class Run:
    """A report that was run and stored."""

    kind: str
    finished: Finished
    path: Path
    rows: duckdb.DuckDBPyConnection

    @cached_property
    def universe(self) -> StoredUniverse:
        return StoredUniverse(self.path)

    def places(self) -> Iterator[tuple[Table, Place, Value]]:
        assert isinstance(self.finished, Report)
        for answer in self.finished.answers.values():
            for place in answer.table.places():
                yield answer.table, place, answer.values[place.address]

    def open_cell(self, table: Table, place: Place) -> OpenedCell:
        return self.universe.open_cell(table.code, place.row, place.column)

    def of_the_people(self, opened: OpenedCell, table: Table, aggregate: str) -> Any:
        """Give an aggregate over the stored rows of those who are listed, whatever the cell asks of them."""
        listed = [member.EnrollmentID for member in opened.members]
        found = self.rows.execute(
            f"select {aggregate} from person where ({table.where}) and EnrollmentID in (select unnest(?::varchar[]))",
            [listed],
        ).fetchone()
        return found[0] if found else None


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    with open_dataset([generated_export(tmp_path_factory.mktemp("generated"), seed=7)]) as opened:
        yield opened


@pytest.fixture(scope="module", params=RUNNERS)
def run(
    request: pytest.FixtureRequest, dataset: Dataset, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Run]:
    path = tmp_path_factory.mktemp("stored") / "universe.parquet"
    with ExitStack() as opened:
        finished = opened.enter_context(RUNNERS[request.param](dataset, START, END))
        finished.save_universe(path)
        rows = opened.enter_context(duckdb.connect())
        rows.execute("create table person as from read_parquet(?)", [str(path)])
        yield Run(request.param, finished, path, rows)


def test_every_number_opens_to_what_it_is_counted_from(run: Run) -> None:
    if isinstance(run.finished, Listed):
        _every_choice_opens(run, run.finished)
    else:
        _every_cell_opens(run)


def _is_of_occurrences(kind: str, code: str, row: str) -> bool:
    return any((kind, code) == (one[0], one[1]) and row.startswith(one[2]) for one in _OF_OCCURRENCES)


def _every_cell_opens(run: Run) -> None:
    with run.universe:
        for table, place, value in run.places():
            opened = run.open_cell(table, place)
            where = (run.kind, table.code, place)
            people = {member.PersonalID for member in opened.members}
            if not _is_of_occurrences(run.kind, table.code, place.row):
                assert len(people) == len(opened.members), where
            if place.address in table.grey:
                assert (value, opened.members, opened.base) == (None, [], None), where
            elif opened.base is not None:
                assert people <= {member.PersonalID for member in opened.base}, where
                assert value == (len(opened.members) / len(opened.base) if opened.base else None), where
            elif table.aggregate(place.row, place.column) == _COUNT:
                assert value == len(opened.members), where
            else:
                _is_made_of(run, table, place, value, opened)


def _is_made_of(run: Run, table: Table, place: Place, value: Value, opened: OpenedCell) -> None:
    """Hold that a sum, a mean or a median is that of the people listed, and that each of them has a share in it."""
    aggregate = table.aggregate(place.row, place.column)
    again = run.of_the_people(opened, table, aggregate)
    equal = value == again or (value is not None and again is not None and isclose(value, again))
    assert equal, (run.kind, table.code, place, value, again)
    if middle := _MIDDLE.fullmatch(aggregate):
        among = run.of_the_people(opened, table, f"count({middle[1]})")
        assert among == len(opened.members), (run.kind, table.code, place)


def _every_choice_opens(run: Run, listed: Listed) -> None:
    for code, choice in listed.listing.choices.items():
        rows = listed.rows(code)
        with StoredRows(run.path, choice.where) as stored:
            assert len(stored) == len(rows), choice.label
            assert stored[:] == rows, choice.label
        for total in listed.listing.totals:
            if total.aggregate == _COUNT:
                assert listed.totals(code)[total.label] == len(rows), (choice.label, total.label)
    for breakdown in listed.cells_as_data()["breakdowns"]:
        _every_line_opens(run, listed, breakdown)


def _every_line_opens(run: Run, listed: Listed, breakdown: dict[str, Any]) -> None:
    for line in [*breakdown["rows"], breakdown["whole"]]:
        for figure, value in zip(breakdown["figures"], line["figures"], strict=True):
            where = f"({listed.listing.choices[figure['choice']].where}) and ({line['where']})"
            with StoredRows(run.path, where) as stored:
                if figure["counts"]:
                    assert value == len(stored), (breakdown["code"], line["label"], figure["label"])
                else:
                    assert bool(value) <= bool(len(stored)), (breakdown["code"], figure["label"])


def test_the_data_have_somebody_in_nearly_every_table(run: Run) -> None:
    if isinstance(run.finished, Listed):
        assert run.finished.rows()
        return
    filled: dict[str, bool] = {}
    for table, _place, value in run.places():
        filled[table.code] = filled.get(table.code, False) or bool(value)
    empty = [code for code, is_filled in filled.items() if not is_filled]
    assert len(empty) <= len(filled) / 20, empty
