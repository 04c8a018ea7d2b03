"""Client.csv's rows as the records hold them: SSN encrypted, names as they are searched, the spoken identifier."""

import uuid
from collections.abc import Iterator, Sequence

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


def client_lines(
    staged: duckdb.DuckDBPyConnection, file: StoredFile, select: Sequence[str], from_: str
) -> Iterator[list[str]]:
    """Give the clients of `from_` (the SQL that follows the selected values) as lines of CSV, some at a time.

    A line holds what `select` says, which begins with the client's id, then DERIVED. The SSN is in the clear in
    memory only.
    """
    under = encryption.current_key(None)
    client_id, *others = select
    identifiers = _identifiers(staged, client_id, file, from_)
    rows = staged.cursor().execute(
        f'select t."SSN", t."FirstName", t."LastName", {client_id}, '
        f"concat_ws(',', {', '.join(_as_csv(value) for value in others)}) {from_}"
    )
    while found := rows.fetchmany(_ROWS_AT_ONCE):
        lines = []
        for number, first_name, last_name, id_, line in found:
            sealed = ssn.stored(number, under)
            identifier = identifiers.get(id_) or unique_identifier(id_)
            secret = (sealed.ssn_encrypted, sealed.ssn_digest, sealed.ssn_last_four_digest)
            names = (plain(name)[:_PLAIN_NAME_LENGTH] for name in (first_name, last_name))
            derived = [identifier, *map(_bytes_as_csv, secret), *(f'"{name}"' for name in names)]
            lines.append(f"{id_},{line},{','.join(derived)}\n")
        yield lines


def _as_csv(value: str) -> str:
    """Give the SQL of a value as PostgreSQL reads it in CSV: quoted, or nothing for null."""
    return f"""coalesce('"' || replace(({value})::varchar, '"', '""') || '"', '')"""


def _bytes_as_csv(value: bytes | None) -> str:
    return "" if value is None else f"\\x{value.hex()}"


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
