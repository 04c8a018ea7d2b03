"""Make the quality checks on a staged file, and keep what they found: in short with the run, whole as a sealed list.

Both hold ids only, never a name. A partial export is checked together with what is stored here already, as the
records will be after it: by itself it lacks most of what its rows refer to, and that is no fault of it.
"""

import io
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from django.core.exceptions import PermissionDenied
from django.http import Http404

from hearth.access.viewer import Viewer
from hearth.dataset import Finding
from hearth.exchange.run_progress import upload_kept_until
from hearth.exchange.sealed_file import FINDINGS, SealedFolder
from hearth.exchange.shape import StoredColumn, stored_files
from hearth.quality.run import MOST_FINDINGS, Findings
from hearth.quality.staged import findings_of_staged
from hearth.records.models.import_run import ImportRun
from hearth.records.sealed import CannotOpen

_LISTS = SealedFolder("findings", FINDINGS)
RIGHT = "import_data"
# The list holds so many lines of a check; the counts are complete.
MOST_LISTED = MOST_FINDINGS
# Marks rows that are stored here and are not in the file. Above the number of any input, so that they come last.
_STORED = 1_000_000


def check(
    run: ImportRun,
    staged: duckdb.DuckDBPyConnection,
    found: Sequence[Finding],
    folder: Path,
    *,
    is_partial: bool,
) -> None:
    """Make the checks and note on the run what they found; the whole list is sealed. The caller saves the run.

    The live rows lie beside the staged ones (hearth/exchange/live.py), which are as they were read.
    """
    known = None
    if is_partial:
        known = _STORED
        _add_stored(staged)
    run.quality = [asdict(one) for one in findings_of_staged(staged, found, known=known)]
    if is_partial:
        for file in stored_files().values():
            staged.execute(f'delete from "{file.name}" where _input = {_STORED}')
    path = folder / "findings.csv"
    Findings(staged).write(path)
    _LISTS.keep(run.id, path)
    path.unlink()
    run.quality_kept_until = upload_kept_until()


def can_fetch(run: ImportRun) -> bool:
    """Tell whether the list of what the checks found in a run's file is still here."""
    is_kept = run.quality_kept_until is not None and run.quality_kept_until > datetime.now(UTC)
    return is_kept and _LISTS.holds(run.id)


def check_list(viewer: Viewer, run_id: uuid.UUID) -> io.BufferedReader:
    """Give all that the checks found in the file of an import, as CSV. Raises PermissionDenied and Http404."""
    if not viewer.may(RIGHT):
        raise PermissionDenied
    run = ImportRun.objects.filter(pk=run_id).first()
    if run is None or not can_fetch(run):
        raise Http404
    try:
        return _LISTS.opened(run.id)
    except CannotOpen:
        raise Http404 from None


def sweep_lists() -> int:
    """Remove the lists whose time is over, and those of runs that broke off; give how many."""
    kept = set(
        ImportRun.objects.filter(quality_kept_until__gt=datetime.now(UTC)).values_list("id", flat=True)
    )
    return _LISTS.sweep(kept)


def _add_stored(staged: duckdb.DuckDBPyConnection) -> None:
    """Put the live rows that the file does not have into its tables."""
    for file in stored_files().values():
        values = {column.hud.name: _value(column) for column in file.columns}
        if file.name == "Client":
            values["SSN"] = 'l."ssn"'
        values["ExportID"] = '(select min("ExportID") from "Export")'
        names = ", ".join(f'"{name}"' for name in values)
        staged.execute(
            f'insert into "{file.name}" ({names}, _input) select {", ".join(values.values())}, {_STORED} '
            f'from live."{file.name}" l where l.date_deleted is null '
            f'and l.hud_id not in (select "{file.key}" from "{file.name}")'
        )
    # A PersonalID that was merged here is still known.
    staged.execute(
        f'insert into "Client" ("PersonalID", _input) select hud_id, {_STORED} from live.former '
        'where hud_id not in (select "PersonalID" from "Client")'
    )


def _value(column: StoredColumn) -> str:
    """Give the SQL of what HUD's column holds of a live row `l`."""
    if column.parent and not column.hud.is_key:
        return f'(select p.hud_id from live."{column.parent}" p where p.id = l."{column.database}")'
    return f'l."{column.database}"'
