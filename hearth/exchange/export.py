"""Export live records as an HMIS CSV zip: HUD's 24 files, headers, order, types and keys.

Source: HMIS CSV Format Specifications FY2026. Exported are the enrollments of the chosen projects in the period,
exactly their clients and the users that are named, and no deleted record; or what was updated in the period, with
the deleted records, for a receiver that has the rest.
"""

import os
import uuid
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from hearth.exchange import hashing
from hearth.exchange.copied_out import copied_out
from hearth.exchange.disclosure import Recipient, log_disclosure
from hearth.exchange.export_columns import exported
from hearth.exchange.export_row import Directive, values_of_export
from hearth.exchange.hud_ids import HudIds
from hearth.exchange.selection import DATES, Selection, condition, pick, pick_users
from hearth.exchange.shape import StoredFile, stored_files
from hearth.exchange.written_behind import WrittenBehind, written_behind
from hearth.hud.standard import Column, File, standard
from hearth.records import ssn
from hearth.records.models.disclosure import Disclosure

_ROWS_AT_ONCE = 2000
# The rows of a file are sorted and joined in memory up to this; beyond it PostgreSQL uses files of its own.
_MEMORY = "128MB"
# HUD's sample is 4.0 MB with it, and 3.1 MB with zlib's usual 6, which takes far longer.
_COMPRESSION = 3

# Hears the rows written so far per file, and about how many there will be in all. It may raise to stop the export.
Tell = Callable[[dict[str, int], int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """An export that was written: its rows per file in HUD's order, and its entry in the log."""

    counts: dict[str, int]
    disclosure: Disclosure


def write_export(
    path: Path,
    selection: Selection,
    *,
    to: Recipient,
    is_hashed: bool = False,
    directive: Directive | None = None,
    tell: Tell = lambda counts, expected: None,
    check: Callable[[Path], None] = lambda written: None,
) -> Written:
    """Write the zip, readable by its owner only, and log for whom it is and the clients in it.

    The file appears whole or not at all, and never without its entry in the log. All of it is read as of one moment.
    `check` looks at the written file before it appears; when it raises, there is no file and no entry.
    Raises UnusableInput for a directive that does not go with the selection.
    """
    export_id = uuid.uuid4().hex
    with _whole_or_nothing(path) as draft, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read")
        cursor.execute("set local datestyle to 'ISO, YMD'")
        cursor.execute(f"set local work_mem to '{_MEMORY}'")
        hud_ids = HudIds.now()
        pick(cursor, selection, hud_ids)
        pick_users(cursor, selection)
        about = values_of_export(cursor, selection, export_id, is_hashed=is_hashed, directive=directive)
        progress = _Progress(tell, _expected_rows(cursor))
        with (
            _private(draft) as target,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive,
        ):
            for name, file in standard().files.items():
                progress.begin(name)
                # Sizes are not known beforehand, and a file of a large community may pass 2 GB.
                with (
                    archive.open(f"{name}.csv", "w", force_zip64=True) as member,
                    written_behind(member) as out,
                ):
                    out.write((",".join(column.name for column in file.columns) + "\n").encode())
                    if name == "Export":
                        row = [about[column.name] for column in file.columns]
                        out.write(_line(row, [column.type == "string" for column in file.columns]))
                        progress.add(1)
                        continue
                    values = exported(stored_files()[name], hud_ids, export_id)
                    query = _query(stored_files()[name], values, selection, hud_ids)
                    if name == "Client":
                        _write_clients(out, query, file, progress, is_hashed)
                    else:
                        _write_file(out, cursor, query, file, progress)
        disclosure = log_disclosure(cursor, to, about, is_hashed=is_hashed)
        check(draft)
    return Written(progress.counts, disclosure)


class _Progress:
    """Counts the rows of each file."""

    def __init__(self, tell: Tell, expected: int) -> None:
        self.counts: dict[str, int] = {}
        self._tell, self._expected, self._file = tell, expected, ""

    def begin(self, file: str) -> None:
        self._file = file
        self.add(0)

    def add(self, rows: int) -> None:
        self.counts[self._file] = self.counts.get(self._file, 0) + rows
        self._tell(self.counts, self._expected)


def _expected_rows(cursor: CursorWrapper) -> int:
    """Estimate the rows of the export: the picked share of the enrollments, of all rows that hang on one.

    The planner knows the sizes of the tables; counting them would read everything twice.
    """
    cursor.execute(
        "select relname, greatest(reltuples, 0)::bigint from pg_class where oid = any(%s::regclass[])",
        [[stored_files()[name].table for name in (*DATES, "Client", "Enrollment")]],
    )
    sizes = dict(cursor.fetchall())
    cursor.execute("select count(*) from picked_enrollment")
    picked = int(cursor.fetchone()[0])
    return int(sum(sizes.values()) * min(1, picked / max(sizes[stored_files()["Enrollment"].table], 1)))


@contextmanager
def _whole_or_nothing(path: Path) -> Iterator[Path]:
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        yield draft
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)


def _private(path: Path) -> IO[bytes]:
    return open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _query(file: StoredFile, values: dict[str, str], selection: Selection, hud_ids: HudIds) -> str:
    selected = ", ".join(f'{sql} as "{name}"' for name, sql in values.items())
    wanted = condition(file.name, selection, is_joined=True)
    # In no order: HUD asks for none, and to sort millions of rows costs as much as to read them.
    return f"select {selected} from {file.table} t {hud_ids.joined(file, 't')} where {wanted}"


def _write_file(
    out: WrittenBehind, cursor: CursorWrapper, query: str, file: File, progress: _Progress
) -> None:
    texts = ", ".join(f'"{column.name}"' for column in file.columns if column.type == "string")
    for rows in copied_out(cursor, f"copy ({query}) to stdout (format csv, force_quote ({texts}))"):
        out.write(b"".join(rows))
        progress.add(len(rows))


def _write_clients(out: WrittenBehind, query: str, file: File, progress: _Progress, is_hashed: bool) -> None:
    """Write the clients row by row, because their SSN is decrypted on the way.

    What nothing is done to comes from the database as finished pieces of the line.
    """
    made: dict[str, Callable[[Any], str | None]] = {"SSN": _hashed_ssn if is_hashed else _clear_ssn}
    if is_hashed:
        made |= dict.fromkeys(hashing.NAMES, hashing.hashed_name)
    selected: list[str] = []
    pieces: list[Callable[[Any], str]] = []
    for is_made, columns in groupby(file.columns, key=lambda column: column.name in made):
        if is_made:
            for column in columns:
                selected.append(f'"{column.name}"')
                pieces.append(partial(_made_piece, made[column.name]))
        else:
            selected.append(f"concat_ws(',', {', '.join(_as_csv(column) for column in columns)})")
            pieces.append(str)
    connection.ensure_connection()
    with connection.connection.cursor(name="exported_clients") as rows:
        rows.execute(f"select {', '.join(selected)} from ({query}) client")
        while found := rows.fetchmany(_ROWS_AT_ONCE):
            lines = [
                ",".join([piece(value) for piece, value in zip(pieces, row, strict=True)]) for row in found
            ]
            out.write(("\n".join(lines) + "\n").encode())
            progress.add(len(found))


def _clear_ssn(stored: bytes | None) -> str | None:
    return ssn.as_hud_writes(ssn.clear(stored) or None)


def _hashed_ssn(stored: bytes | None) -> str | None:
    return hashing.hashed_ssn(ssn.clear(stored) or None)


def _made_piece(make: Callable[[Any], str | None], stored: Any) -> str:
    return _text(make(stored))


def _text(value: str | None) -> str:
    return "" if value is None else '"' + value.replace('"', '""') + '"'


def _as_csv(column: Column) -> str:
    """Give the SQL of a value as it is written in a line: text in quotation marks, nothing as nothing."""
    value = f'"{column.name}"'
    if column.type == "string":
        value = f"""'"' || replace({value}, '"', '""') || '"'"""
    return f"coalesce(({value})::text, '')"


def _line(values: list[str | None], is_text: list[bool]) -> bytes:
    written = (_text(value) if text else value or "" for value, text in zip(values, is_text, strict=True))
    return (",".join(written) + "\n").encode()
