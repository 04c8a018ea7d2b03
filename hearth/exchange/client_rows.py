"""Client.csv's rows as the records hold them: SSN encrypted, names as they are searched, the spoken identifier."""

import uuid
from collections.abc import Iterator, Mapping

import duckdb
from django.db import connection

from hearth.exchange.shape import StoredFile
from hearth.records import encryption, ssn
from hearth.records.names import identifier_of_number, plain

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
    staged: duckdb.DuckDBPyConnection, file: StoredFile, select: Mapping[str, str], from_: str
) -> Iterator[list[str]]:
    """Give the clients of `from_` (the SQL that follows the selected values) as lines of CSV, some at a time.

    A line holds what `select` says, which begins with the client's id, then DERIVED. The SSN is in the clear in
    memory only.
    """
    under = encryption.current_key(None)
    id_ = _as_hex(select["id"])
    words = {column.database for column in file.columns if column.hud.type == "string" and not column.parent}
    others = (_as_csv(value, is_words=name in words) for name, value in select.items() if name != "id")
    identifiers = _identifiers(staged, id_, file, from_)
    rows = staged.cursor().execute(
        f'select t."SSN", t."FirstName", t."LastName", {id_}, concat_ws(\',\', {", ".join(others)}) {from_}'
    )
    while found := rows.fetchmany(_ROWS_AT_ONCE):
        lines = []
        for number, first_name, last_name, identity, line in found:
            sealed = ssn.stored(number, under)
            identifier = identifiers.get(identity) or identifier_of_number(int(identity, 16))
            lines.append(
                f"{identity},{line},{identifier},{_bytes_as_csv(sealed.ssn_encrypted)},"
                f"{_bytes_as_csv(sealed.ssn_digest)},{_bytes_as_csv(sealed.ssn_last_four_digest)},"
                f'"{plain(first_name)[:_PLAIN_NAME_LENGTH]}","{plain(last_name)[:_PLAIN_NAME_LENGTH]}"\n'
            )
        yield lines


def _as_hex(id_expression: str) -> str:
    """Give the SQL of an id as its 32 signs, which both databases take for it, and Python for a number."""
    return f"replace(({id_expression})::varchar, '-', '')"


def _as_csv(value: str, *, is_words: bool) -> str:
    """Give the SQL of a value as PostgreSQL reads it in CSV: words quoted, and nothing for null."""
    written = f"({value})::varchar"
    if is_words:
        written = f"""'"' || replace({written}, '"', '""') || '"'"""
    return f"coalesce({written}, '')"


def _bytes_as_csv(value: bytes | None) -> str:
    return "" if value is None else f"\\x{value.hex()}"


def _identifiers(staged: duckdb.DuckDBPyConnection, id_: str, file: StoredFile, from_: str) -> dict[str, str]:
    """Give another identifier to each client whose own is taken: nine signs collide now and then in a million."""
    taken: set[str] = set()
    others: dict[str, str] = {}
    rows = staged.cursor().execute(f"select {id_} {from_} order by 1")
    while some := rows.fetchmany(_ROWS_AT_ONCE):
        own = {identity: identifier_of_number(int(identity, 16)) for (identity,) in some}
        taken |= _taken_here(file, list(own.values()))
        for identity, identifier in own.items():
            free, next_id = identifier, identity
            while free in taken:
                next_id = uuid.uuid5(uuid.UUID(identity), next_id).hex
                free = others[identity] = identifier_of_number(int(next_id, 16))
            taken.add(free)
    return others


def _taken_here(file: StoredFile, identifiers: list[str]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"select unique_identifier from {file.table} where unique_identifier = any(%s)", [identifiers]
        )
        return {row[0] for row in cursor.fetchall()}
