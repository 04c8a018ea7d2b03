"""Work out the cells of a table, all in one query."""

import duckdb

from hearth.reports.table import Table

Value = int | float | None


def cells(connection: duckdb.DuckDBPyConnection, table: Table) -> dict[str, Value]:
    """Give the value of each cell by its address; None for the grey ones and where there is no average.

    The connection holds the universe as the table `person`.
    """
    places = list(table.places())
    live = [place for place in places if place.address not in table.grey]
    values: dict[str, Value] = {place.address: None for place in places}
    if live:
        selected = ", ".join(
            f"{table.aggregate(place.row)} filter (where {table.predicate(place.row, place.column)})"
            for place in live
        )
        found = connection.execute(f"select {selected} from person").fetchone()
        values |= {place.address: value for place, value in zip(live, found or (), strict=True)}
    return values
