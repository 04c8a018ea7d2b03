"""The people behind a cell, by the predicate that counted them."""

from dataclasses import dataclass
from uuid import UUID

import duckdb

from hearth.reports.table import Table


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a cell with the stay that put him or her there.

    `client_id` and `enrollment_id` are the ids of the live records, None for a report on files.
    """

    PersonalID: str
    EnrollmentID: str
    ProjectID: str
    client_id: UUID | None
    enrollment_id: UUID | None


def members(connection: duckdb.DuckDBPyConnection, table: Table, row: str, column: str) -> list[Member]:
    """Give the people of a cell, in the order of their EnrollmentID; of a rate, those above the line.

    The connection holds the universe as the table `person`. A grey cell has none. Raises KeyError for an
    unknown label.
    """
    predicate = table.predicate(row, column)
    return [] if _is_grey(table, row, column) else _those(connection, predicate)


def base_members(
    connection: duckdb.DuckDBPyConnection, table: Table, row: str, column: str
) -> list[Member] | None:
    """Give the people among whom the rate of a cell is counted, or None where the cell is no rate."""
    predicate = table.base_predicate(row, column)
    if predicate is None or _is_grey(table, row, column):
        return None
    return _those(connection, predicate)


def _is_grey(table: Table, row: str, column: str) -> bool:
    address = next(place.address for place in table.places() if (place.row, place.column) == (row, column))
    return address in table.grey


def _those(connection: duckdb.DuckDBPyConnection, predicate: str) -> list[Member]:
    rows = connection.execute(
        "select PersonalID, EnrollmentID, ProjectID, client_id, enrollment_id from person "
        f"where {predicate} order by length(EnrollmentID), EnrollmentID"
    ).fetchall()
    return [Member(*found) for found in rows]
