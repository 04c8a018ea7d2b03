"""Keep the rows that an import refused, and give them back as CSV to who may import.

A refused row names a person, so it lies encrypted in the database, and in the clear only in what is downloaded.
"""

import csv
import io
import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import duckdb
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from hearth.access.viewer import Viewer
from hearth.exchange.judge import refusal
from hearth.hud.standard import standard
from hearth.records import encryption
from hearth.records.models.import_run import ImportRun
from hearth.records.models.refused_row import RefusedRow

RIGHT = "import_data"
_ROWS_AT_ONCE = 5000
_HEADER = ("File", "Line", "Column", "Reason", "Row")
# A spreadsheet would take a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Mendable:
    """A refused row and its values, all columns of its HUD file in order; "" where a value is missing."""

    row: RefusedRow
    values: dict[str, str]


def store_refused(run: ImportRun, staged: duckdb.DuckDBPyConnection) -> None:
    """Keep every row in the schema `refused_rows`, encrypted, with its line and its reason."""
    files = staged.execute(
        "select file, bool_or(problem <> 'unreadable') from refused group by 1 order by 1"
    ).fetchall()
    if not files:
        return
    under = encryption.current_key(None)
    _store_unreadable(run, staged, under)
    for file in (file for file, is_judged in files if is_judged):
        columns = staged.execute(f'describe refused_rows."{file}"').fetchall()
        names = [str(column[0]) for column in columns if not str(column[0]).startswith("_")]
        listed = ", ".join(f't."{name}"' for name in names)
        rows = staged.cursor().execute(
            f"select r.line, r.problem, r.column_name, r.value, {listed} "
            f'from refused r join refused_rows."{file}" t on t._line = r.line where r.file = ? order by r.line',
            [file],
        )
        while found := rows.fetchmany(_ROWS_AT_ONCE):
            _keep(
                run,
                under,
                (
                    (file, line, column, refusal(problem, column, value), _as_text(names, values))
                    for line, problem, column, value, *values in found
                ),
            )


def _store_unreadable(run: ImportRun, staged: duckdb.DuckDBPyConnection, under: encryption.KeyInUse) -> None:
    """Keep what could not be read as a row: without its key, or of another width than the header."""
    rows = staged.cursor().execute("select file, _line, problem, content from left_out order by file, _line")
    while found := rows.fetchmany(_ROWS_AT_ONCE):
        _keep(
            run,
            under,
            (
                (file, line, "", refusal("unreadable", "", problem), content)
                for file, line, problem, content in found
            ),
        )


def _keep(run: ImportRun, under: encryption.KeyInUse, rows: Iterable[tuple[str, int, str, str, str]]) -> None:
    """Store rows by file, line, column, reason and content, which is encrypted."""
    RefusedRow.objects.bulk_create(
        RefusedRow(
            import_run=run,
            file=file,
            line=line,
            column=column,
            reason=reason,
            row_encrypted=encryption.encrypt(content, under),
        )
        for file, line, column, reason, content in rows
    )


def refused_rows(viewer: Viewer, run_id: uuid.UUID) -> "QuerySet[RefusedRow]":
    """Give the refused rows of an import. Raises PermissionDenied and Http404."""
    if not viewer.may(RIGHT):
        raise PermissionDenied
    run = ImportRun.objects.filter(pk=run_id).first()
    if run is None:
        raise Http404
    return run.refused_rows.order_by("id")


def refused_row(viewer: Viewer, row_id: int) -> Mendable:
    """Give one refused row in the clear. Raises PermissionDenied and Http404."""
    if not viewer.may(RIGHT):
        raise PermissionDenied
    row = RefusedRow.objects.filter(pk=row_id).select_related("import_run__source").first()
    if row is None:
        raise Http404
    found = json.loads(encryption.decrypt(bytes(row.row_encrypted)))
    names = [column.name for column in standard().files[row.file].columns]
    if isinstance(found, list):
        # A row of another width: its values are in the order of the file, as far as they go.
        found = dict(zip(names, found, strict=False))
    return Mendable(row, {name: str(found.get(name) or "") for name in names})


def refused_rows_csv(viewer: Viewer, run_id: uuid.UUID) -> Iterator[str]:
    """Give the refused rows of an import as CSV, line by line. Raises PermissionDenied and Http404."""
    return _lines(refused_rows(viewer, run_id))


def _lines(rows: "QuerySet[RefusedRow]") -> Iterator[str]:
    yield _line(_HEADER)
    for row in rows.iterator(chunk_size=_ROWS_AT_ONCE):
        content = encryption.decrypt(bytes(row.row_encrypted))
        yield _line((row.file, str(row.line), row.column, row.reason, content))


def _line(values: tuple[str, ...]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(f"'{value}" if value.startswith(_FORMULA) else value for value in values)
    return out.getvalue()


def _as_text(names: list[str], values: list[object]) -> str:
    filled = {name: value for name, value in zip(names, values, strict=True) if value is not None}
    return json.dumps(filled, default=str, ensure_ascii=False)
