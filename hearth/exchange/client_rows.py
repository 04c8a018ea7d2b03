"""Client.csv's rows as the records hold them: SSN encrypted, names as they are searched, the spoken identifier."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import duckdb
from django.db import connection

from hearth.exchange.shape import StoredFile
from hearth.records import encryption, ssn
from hearth.records.names import plain, unique_identifier

# Columns of the table that no column of the CSV holds as it is.
DERIVED = (
    "unique_identifier",
    "ssn_encrypted",
    "ssn_digest",
    "ssn_last_four_digest",
    "first_name_plain",
    "last_name_plain",
)
_PLAIN_NAME_LENGTH = 50
_ROWS_AT_ONCE = 5000


def client_rows(
    staged: duckdb.DuckDBPyConnection, file: StoredFile, select: Sequence[str], from_: str
) -> Iterator[list[Any]]:
    """Give each client of `from_` (the SQL that follows the selected values) as `select` says, then DERIVED.

    `select` begins with the client's id. The SSN is in the clear in memory only.
    """
    under = encryption.current_key(None)
    identifiers = _identifiers(staged, select[0], file, from_)
    rows = staged.cursor().execute(
        f'select t."SSN", t."FirstName", t."LastName", {", ".join(select)} {from_}'
    )
    while found := rows.fetchmany(_ROWS_AT_ONCE):
        for number, first_name, last_name, client_id, *values in found:
            sealed = ssn.stored(number, under)
            yield [
                client_id,
                *values,
                identifiers.get(client_id) or unique_identifier(client_id),
                sealed.ssn_encrypted,
                sealed.ssn_digest,
                sealed.ssn_last_four_digest,
                plain(first_name)[:_PLAIN_NAME_LENGTH],
                plain(last_name)[:_PLAIN_NAME_LENGTH],
            ]


def _identifiers(
    staged: duckdb.DuckDBPyConnection, id_expression: str, file: StoredFile, from_: str
) -> dict[uuid.UUID, str]:
    """Give another identifier to each client whose own is taken: nine signs collide now and then in a million."""
    taken: set[str] = set()
    others: dict[uuid.UUID, str] = {}
    rows = staged.cursor().execute(f"select {id_expression} {from_} order by 1")
    while some := rows.fetchmany(_ROWS_AT_ONCE):
        own = {client_id: unique_identifier(client_id) for (client_id,) in some}
        taken |= _taken_here(file, list(own.values()))
        for client_id, identifier in own.items():
            free, next_id = identifier, client_id
            while free in taken:
                next_id = uuid.uuid5(client_id, str(next_id))
                free = others[client_id] = unique_identifier(next_id)
            taken.add(free)
    return others


def _taken_here(file: StoredFile, identifiers: list[str]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"select unique_identifier from {file.table} where unique_identifier = any(%s)", [identifiers]
        )
        return {row[0] for row in cursor.fetchall()}
