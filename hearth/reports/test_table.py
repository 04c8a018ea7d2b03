"""Tables: addresses, words, and the one predicate of a cell."""

import pytest

from hearth.reports.table import Line, Table, column_letters

TABLE = Table(
    code="Qx",
    title="A question",
    source="a text",
    columns={"Total": Line("true"), "Heads": Line("is_hoh", "Heads of household.")},
    rows={"Adults": Line("is_adult"), "Average age": Line("true", measure="avg(age)")},
    where="scope = 'report'",
    grey=frozenset({"C3"}),
)


def test_cells_have_the_addresses_of_a_spreadsheet() -> None:
    assert [place.address for place in TABLE.places()] == ["B2", "C2", "B3", "C3"]
    assert [column_letters(number) for number in (1, 26, 27, 52, 53)] == ["A", "Z", "AA", "AZ", "BA"]


def test_a_cell_is_the_table_the_row_and_the_column_together() -> None:
    assert TABLE.predicate("Adults", "Heads") == "(scope = 'report') and (is_adult) and (is_hoh)"
    assert TABLE.aggregate("Adults", "Heads") == "count(*)"
    assert TABLE.aggregate("Average age", "Total") == "avg(age)"


def test_a_definition_says_row_column_and_what_they_mean() -> None:
    assert TABLE.definition("Adults", "Heads").startswith("A question. Adults; Heads. Heads of household.")


def test_an_unknown_label_is_refused() -> None:
    with pytest.raises(KeyError):
        TABLE.predicate("Adults", "Nobody")


def test_a_table_survives_being_stored() -> None:
    assert Table.from_data(TABLE.as_data()) == TABLE
