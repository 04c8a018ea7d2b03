"""Cells: who is counted in each, on a universe of four people."""

from collections.abc import Iterator

import duckdb
import pytest

from hearth.reports.cells import cells
from hearth.reports.table import Line, Table


@pytest.fixture
def universe() -> Iterator[duckdb.DuckDBPyConnection]:
    """Two adults of whom one leads a household, a child, and somebody of whom hardly anything is known."""
    with duckdb.connect() as connection:
        connection.execute("create table person (is_asked boolean, age int, is_hoh boolean)")
        connection.execute(
            "insert into person values (true, 40, true), (true, 30, false), (true, 5, false), (true, null, null), "
            "(false, 90, true)"
        )
        yield connection


def _table(**rows: Line) -> Table:
    columns = {"Total": Line("true"), "Heads": Line("is_hoh")}
    return Table("Qx", "A question", "a text", columns, rows, where="is_asked")


def test_a_person_is_counted_where_row_and_column_are_true(universe: duckdb.DuckDBPyConnection) -> None:
    found = cells(universe, _table(adults=Line("age >= 18"), children=Line("age < 18")))
    assert found == {"B2": 2, "C2": 1, "B3": 1, "C3": 0}


def test_an_unknown_answer_counts_nobody_and_hides_nobody(universe: duckdb.DuckDBPyConnection) -> None:
    found = cells(
        universe, _table(everybody=Line("true"), adults=Line("age >= 18"), others=Line("not age >= 18"))
    )
    assert [found["B2"], found["B3"], found["B4"]] == [4, 2, 1]


def test_a_condition_with_or_stands_by_itself(universe: duckdb.DuckDBPyConnection) -> None:
    found = cells(universe, _table(either=Line("age = 5 or age = 30"), unknown=Line("age is null")))
    assert found == {"B2": 2, "C2": 0, "B3": 1, "C3": 0}


def test_a_table_may_have_any_number_of_rows(universe: duckdb.DuckDBPyConnection) -> None:
    found = cells(universe, _table(**{f"age {age}": Line(f"age = {age}") for age in range(200)}))
    assert {address for address, value in found.items() if value} == {"B7", "B32", "B42", "C42"}


def test_a_rate_is_of_those_whom_it_is_about(universe: duckdb.DuckDBPyConnection) -> None:
    found = cells(universe, _table(adults=Line("age >= 18", over="age is not null")))
    assert found == {"B2": 2 / 3, "C2": 1.0}


def test_a_measure_is_of_the_people_of_the_table(universe: duckdb.DuckDBPyConnection) -> None:
    found = cells(
        universe,
        _table(oldest=Line("true", measure="max(age)"), oldest_of_none=Line("age > 40", measure="max(age)")),
    )
    assert found == {"B2": 40, "C2": 40, "B3": None, "C3": None}
