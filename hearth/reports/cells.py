"""Work out the cells of a table in one or two passes over the universe, however many cells it has.

People are grouped by what is true of them, of all that the rows and columns ask; a cell is the sum over the groups that
have both its row and its column. So a condition is looked at once per person, not once per cell.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import duckdb

from hearth.reports.table import Place, Table

Value = int | float | None

_COUNT = "count(*)"
NO_PARTS: Mapping[str, str] = MappingProxyType({})
# How many people have each set of marks, the bits of a number.
_Marked = Sequence[tuple[int, int]]


def cells(
    connection: duckdb.DuckDBPyConnection, table: Table, parts: Mapping[str, str] = NO_PARTS
) -> dict[str, Value]:
    """Give the value of each cell by its address; None for the grey ones and where there is no average or rate.

    The connection holds the universe as the table `person`. `parts` names the tables that hold one scope of it whole: a
    table of the report that is about one scope reads that part, which is narrower.
    """
    people = next((part for scope, part in parts.items() if f"scope = '{scope}'" in table.where), "person")
    places = list(table.places())
    live = [place for place in places if place.address not in table.grey]
    counted = [place for place in live if table.aggregate(place.row, place.column) == _COUNT]
    measured = [place for place in live if table.aggregate(place.row, place.column) != _COUNT]
    values: dict[str, Value] = {place.address: None for place in places}
    return (
        values | _counts(connection, table, people, counted) | _measures(connection, table, people, measured)
    )


def _counts(
    connection: duckdb.DuckDBPyConnection, table: Table, people: str, places: Sequence[Place]
) -> dict[str, Value]:
    if not places:
        return {}
    asked = {place: table.conditions(place.row, place.column) for place in places}
    among = {place: table.base_conditions(place.row, place.column) for place in places}
    pairs = [*asked.values(), *(base for base in among.values() if base)]
    conditions = [text for text in dict.fromkeys(text for pair in pairs for text in pair) if text != "true"]
    bits = {"true": 0} | {condition: 1 << number for number, condition in enumerate(conditions)}
    marked = _marked(connection, table, people, conditions)
    values: dict[str, Value] = {}
    for place in places:
        row, column = asked[place]
        value = _with_marks(marked, bits[row] | bits[column])
        base = among[place]
        if base is None:
            values[place.address] = value
        else:
            whole = _with_marks(marked, bits[base[0]] | bits[base[1]])
            values[place.address] = value / whole if whole else None
    return values


def _marked(
    connection: duckdb.DuckDBPyConnection, table: Table, people: str, conditions: Sequence[str]
) -> list[tuple[int, int]]:
    """Count the people of a table by the conditions that hold for them, the first condition being bit 0."""
    selected = ", ".join([*(f"({condition})" for condition in conditions), _COUNT])
    found = connection.execute(f"select {selected} from {people} where {table.where} group by all").fetchall()
    return [(_bits(row[:-1]), row[-1]) for row in found]


def _bits(answers: Sequence[bool | None]) -> int:
    return sum(1 << bit for bit, answer in enumerate(answers) if answer)


def _with_marks(marked: _Marked, wanted: int) -> int:
    return sum(count for marks, count in marked if marks & wanted == wanted)


def _measures(
    connection: duckdb.DuckDBPyConnection, table: Table, people: str, places: Sequence[Place]
) -> dict[str, Value]:
    if not places:
        return {}
    selected = ", ".join(
        f"{table.aggregate(place.row, place.column)} filter (where ({row}) and ({column}))"
        for place in places
        for row, column in [table.conditions(place.row, place.column)]
    )
    found = connection.execute(f"select {selected} from {people} where {table.where}").fetchone()
    return {place.address: value for place, value in zip(places, found or (), strict=True)}
