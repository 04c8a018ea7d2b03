"""Export live records as an HMIS CSV zip: HUD's 24 files, headers, order, types and keys.

Source: HMIS CSV Format Specifications FY2026. Exported are the enrollments of the chosen projects in the period
(reporting period, full refresh), exactly their clients, the users that are named, and no deleted record.
"""

import os
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

import hearth
from hearth.exchange.hud_ids import HudIds
from hearth.exchange.selection import Selection, condition, pick, user_condition
from hearth.exchange.shape import StoredColumn, StoredFile, stored_files
from hearth.hud.standard import File, standard
from hearth.records import ssn
from hearth.records.clock import now
from hearth.records.models.import_run import Source

# Characters that HUD wants out of all text.
_UNWANTED = "<>[]{}"
_NOT_COLLECTED = "99"
_ROWS_AT_ONCE = 2000
# Codes of Export.csv: continuum of care HMIS; reporting period; full refresh; not hashed.
_SOURCE_TYPE, _PERIOD_TYPE, _DIRECTIVE, _UNHASHED = 1, 3, 2, 1


def write_export(path: Path, selection: Selection) -> dict[str, int]:
    """Write the zip, readable by its owner only, and give the rows per file in HUD's order.

    The file appears whole or not at all. All of it is read as of one moment.
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
        hud_ids = HudIds.now()
        for name, file in standard().files.items():
            with archive.open(f"{name}.csv", "w") as out:
                if name == "Export":
                    counts[name] = _write_export_row(out, file, cursor, selection, export_id)
                else:
                    stored = stored_files()[name]
                    counts[name] = _write_file(out, cursor, stored, hud_ids, selection, export_id)
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
    hud_ids: HudIds,
    selection: Selection,
    export_id: str,
) -> int:
    hud_file = standard().files[file.name]
    out.write((",".join(column.name for column in hud_file.columns) + "\n").encode())
    stored = {column.hud.name: column for column in file.columns}
    selected = []
    for column in hud_file.columns:
        if column.references == "Export":
            sql = f"'{export_id}'"
        elif column.name in stored:
            sql = _exported(file, stored[column.name], hud_ids)
        else:
            sql = "t.ssn_encrypted"
        selected.append(f'{sql} as "{column.name}"')
    wanted = user_condition(selection) if file.name == "User" else condition(file.name, selection)
    query = f"select {', '.join(selected)} from {file.table} t where {wanted} order by t.hud_id, t.source_id"
    if file.name == "Client":
        return _write_clients(out, query, hud_file)
    texts = ", ".join(f'"{column.name}"' for column in hud_file.columns if column.type == "string")
    with cursor.copy(f"copy ({query}) to stdout (format csv, force_quote ({texts}))") as copy:
        for block in copy:
            out.write(block)
    return int(cursor.rowcount)


def _exported(file: StoredFile, column: StoredColumn, hud_ids: HudIds) -> str:
    """Give the SQL of a column's exported value over the table `t`."""
    if column.hud.is_key:
        return hud_ids.key(file, "t")
    if column.parent:
        return hud_ids.parent_key(column, "t")
    if (file.name, column.hud.name) == ("Enrollment", "HouseholdID"):
        return hud_ids.household("t")
    if column.hud.type == "string":
        return f"translate(t.{column.database}, '{_UNWANTED}', '')"
    if not column.hud.nullable and _may_be_99(column):
        return f"coalesce(t.{column.database}, {_NOT_COLLECTED})"
    return f"t.{column.database}"


def _may_be_99(column: StoredColumn) -> bool:
    lists = standard().lists
    return bool(column.hud.lists) and all(_NOT_COLLECTED in lists[name].labels for name in column.hud.lists)


def _write_clients(out: IO[bytes], query: str, file: File) -> int:
    """Write the clients row by row, because their SSN is decrypted on the way."""
    names = [column.name for column in file.columns]
    is_text = [column.type == "string" for column in file.columns]
    shown = ", ".join(f'"{name}"' if name == "SSN" else f'"{name}"::text' for name in names)
    place, count = names.index("SSN"), 0
    connection.ensure_connection()
    with connection.connection.cursor(name="exported_clients") as rows:
        rows.execute(f"select {shown} from ({query}) client")
        while found := rows.fetchmany(_ROWS_AT_ONCE):
            for values in found:
                written = [*values[:place], ssn.clear(values[place]) or None, *values[place + 1 :]]
                out.write(_line(written, is_text))
            count += len(found)
    return count


def _line(values: list[str | None], is_text: list[bool]) -> bytes:
    written = (
        "" if value is None else '"' + value.replace('"', '""') + '"' if text else value
        for value, text in zip(values, is_text, strict=True)
    )
    return (",".join(written) + "\n").encode()


def _write_export_row(
    out: IO[bytes], file: File, cursor: CursorWrapper, selection: Selection, export_id: str
) -> int:
    enrollment, project_coc = (stored_files()[name].table for name in ("Enrollment", "ProjectCoC"))
    cursor.execute(f"select min(entry_date) from {enrollment} where id in (select id from picked_enrollment)")
    earliest = cursor.fetchone()[0]
    cursor.execute(
        f"select string_agg(distinct t.coc_code, ';') from {project_coc} t where {condition('ProjectCoC', selection)}"
    )
    moment = now()
    end = selection.end or moment.date()
    own, _made = Source.objects.get_or_create(is_own=True, defaults={"name": "Hearth"})
    values: dict[str, Any] = {
        "ExportID": export_id,
        "SourceType": _SOURCE_TYPE,
        "SourceID": cursor.fetchone()[0],
        "SourceName": own.name[:50],
        "ExportDate": moment,
        "ExportStartDate": selection.start or min(earliest or end, end),
        "ExportEndDate": end,
        "SoftwareName": "Hearth",
        "SoftwareVersion": hearth.__version__,
        "CSVVersion": standard().csv_version,
        "ExportPeriodType": _PERIOD_TYPE,
        "ExportDirective": _DIRECTIVE,
        "HashStatus": _UNHASHED,
        # Constant for this database, as HUD asks.
        "ImplementationID": own.id.hex,
    }
    out.write((",".join(column.name for column in file.columns) + "\n").encode())
    shown = [
        str(values[column.name]) if values.get(column.name) is not None else None for column in file.columns
    ]
    out.write(_line(shown, [column.type == "string" for column in file.columns]))
    return 1
