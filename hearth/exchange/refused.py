"""Keep the rows that an import refused, and give them back as CSV to who may import.

A refused row names a person, so it lies encrypted in the database, and in the clear only in what is downloaded.
"""

import csv
import io
import json
import uuid
from collections.abc import Iterator

import duckdb
from django.core.exceptions import PermissionDenied
from django.http import Http404

from hearth.access.viewer import Viewer
from hearth.exchange.judge import refusal
from hearth.records import encryption
from hearth.records.models.import_run import ImportRun
from hearth.records.models.refused_row import RefusedRow

RIGHT = "import_data"
_ROWS_AT_ONCE = 5000
_HEADER = ("File", "Line", "Column", "Reason", "Row")
# A spreadsheet would take a cell that begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def store_refused(run: ImportRun, staged: duckdb.DuckDBPyConnection) -> None:
    """Keep every row in the schema `refused_rows`, encrypted, with its line and its reason."""
    files = staged.execute("select distinct file from refused order by 1").fetchall()
    under = encryption.current_key(None) if files else None
    for (file,) in files:
        columns = staged.execute(f'describe refused_rows."{file}"').fetchall()
        names = [str(column[0]) for column in columns if not str(column[0]).startswith("_")]
        listed = ", ".join(f't."{name}"' for name in names)
        rows = staged.cursor().execute(
            f"select r.line, r.problem, r.column_name, r.value, {listed} "
            f'from refused r join refused_rows."{file}" t on t._line = r.line where r.file = ? order by r.line',
            [file],
        )
        while found := rows.fetchmany(_ROWS_AT_ONCE):
            assert under is not None
            RefusedRow.objects.bulk_create(
                RefusedRow(
                    import_run=run,
                    file=file,
                    line=line,
                    column=column,
                    reason=refusal(problem, column, value),
                    row_encrypted=encryption.encrypt(_as_text(names, values), under),
                )
                for line, problem, column, value, *values in found
            )


def refused_rows_csv(viewer: Viewer, run_id: uuid.UUID) -> Iterator[str]:
    """Give the refused rows of an import as CSV, line by line. Raises PermissionDenied and Http404."""
    if not viewer.may(RIGHT):
        raise PermissionDenied
    run = ImportRun.objects.filter(pk=run_id).first()
    if run is None:
        raise Http404
    return _lines(run)


def _lines(run: ImportRun) -> Iterator[str]:
    yield _line(_HEADER)
    for row in run.refused_rows.order_by("id").iterator(chunk_size=_ROWS_AT_ONCE):
        content = encryption.decrypt(bytes(row.row_encrypted))
        yield _line((row.file, str(row.line), row.column, row.reason, content))


def _line(values: tuple[str, ...]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(f"'{value}" if value.startswith(_FORMULA) else value for value in values)
    return out.getvalue()


def _as_text(names: list[str], values: list[object]) -> str:
    filled = {name: value for name, value in zip(names, values, strict=True) if value is not None}
    return json.dumps(filled, default=str, ensure_ascii=False)
