"""Export live records as an HMIS CSV zip: HUD's 24 files, headers, order, types and keys.

Source: HMIS CSV Format Specifications FY2026. Exported are the enrollments of the chosen projects in the period,
exactly their clients and the users that are named, and no deleted record; or what was updated in the period, with
the deleted records, for a receiver that has the rest.
"""

import os
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from hearth.exchange import hashing
from hearth.exchange.export_columns import exported
from hearth.exchange.export_row import Directive, values_of_export
from hearth.exchange.hud_ids import HudIds
from hearth.exchange.selection import Selection, condition, pick, user_condition
from hearth.exchange.shape import StoredFile, stored_files
from hearth.hud.standard import File, standard
from hearth.records import ssn

_ROWS_AT_ONCE = 2000


def write_export(
    path: Path, selection: Selection, *, is_hashed: bool = False, directive: Directive | None = None
) -> dict[str, int]:
    """Write the zip, readable by its owner only, and give the rows per file in HUD's order.

    The file appears whole or not at all. All of it is read as of one moment. Raises UnusableInput for a directive
    that does not go with the selection.
    """
    counts: dict[str, int] = {}
    export_id = uuid.uuid4().hex
    with (
        _whole_or_nothing(path) as target,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("set transaction isolation level repeatable read")
        cursor.execute("set local datestyle to 'ISO, YMD'")
        pick(cursor, selection)
        about = values_of_export(cursor, selection, export_id, is_hashed=is_hashed, directive=directive)
        hud_ids = HudIds.now()
        for name, file in standard().files.items():
            # Sizes are not known beforehand, and a file of a large community may pass 2 GB.
            with archive.open(f"{name}.csv", "w", force_zip64=True) as out:
                out.write((",".join(column.name for column in file.columns) + "\n").encode())
                if name == "Export":
                    row = [about[column.name] for column in file.columns]
                    out.write(_line(row, [column.type == "string" for column in file.columns]))
                    counts[name] = 1
                else:
                    values = exported(stored_files()[name], hud_ids, export_id)
                    counts[name] = _write_file(
                        out, cursor, stored_files()[name], values, selection, is_hashed
                    )
    return counts


@contextmanager
def _whole_or_nothing(path: Path) -> Iterator[IO[bytes]]:
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            yield target
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)


def _write_file(
    out: IO[bytes],
    cursor: CursorWrapper,
    file: StoredFile,
    values: dict[str, str],
    selection: Selection,
    is_hashed: bool,
) -> int:
    hud_file = standard().files[file.name]
    selected = ", ".join(f'{sql} as "{name}"' for name, sql in values.items())
    wanted = user_condition(selection) if file.name == "User" else condition(file.name, selection)
    query = f"select {selected} from {file.table} t where {wanted} order by t.hud_id, t.source_id"
    if file.name == "Client":
        return _write_clients(out, query, hud_file, is_hashed)
    texts = ", ".join(f'"{column.name}"' for column in hud_file.columns if column.type == "string")
    with cursor.copy(f"copy ({query}) to stdout (format csv, force_quote ({texts}))") as copy:
        for block in copy:
            out.write(block)
    return int(cursor.rowcount)


def _write_clients(out: IO[bytes], query: str, file: File, is_hashed: bool) -> int:
    """Write the clients row by row, because their SSN is decrypted on the way."""
    names = [column.name for column in file.columns]
    is_text = [column.type == "string" for column in file.columns]
    shown = ", ".join(f'"{name}"' if name == "SSN" else f'"{name}"::text' for name in names)
    name_places = [names.index(name) for name in hashing.NAMES] if is_hashed else []
    place, count = names.index("SSN"), 0
    connection.ensure_connection()
    with connection.connection.cursor(name="exported_clients") as rows:
        rows.execute(f"select {shown} from ({query}) client")
        while found := rows.fetchmany(_ROWS_AT_ONCE):
            for values in found:
                written = list(values)
                number = ssn.clear(values[place]) or None
                written[place] = hashing.hashed_ssn(number) if is_hashed else number
                for name_place in name_places:
                    written[name_place] = hashing.hashed_name(values[name_place])
                out.write(_line(written, is_text))
            count += len(found)
    return count


def _line(values: list[str | None], is_text: list[bool]) -> bytes:
    written = (
        "" if value is None else '"' + value.replace('"', '""') + '"' if text else value
        for value, text in zip(values, is_text, strict=True)
    )
    return (",".join(written) + "\n").encode()
