"""Mend a refused row in place: it is imported by itself, through the same reading and judging as any file."""

import csv
from collections.abc import Mapping
from pathlib import Path

from hearth.access.viewer import Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.dataset import UnusableInput
from hearth.exchange import load, spool
from hearth.exchange.refused import refused_row
from hearth.hud.standard import standard
from hearth.records.models.import_run import ImportRun

_RULE = "import/mended_row"
# What says of an export that it holds changes only, so that nothing is missing from it.
_DELTA = {"ExportID": "mended", "ExportDirective": "1", "ExportPeriodType": "1"}


def mend_refused_row(viewer: Viewer, row_id: int, values: Mapping[str, str]) -> ImportRun:
    """Import a refused row with other values, and take it off the list; the values not given stay as they were.

    It is an import run of its own, signed by who mended, and may be undone like one. Raises PermissionDenied, Http404,
    and NotDone with the line that says why the row does not fit; then nothing is stored.
    """
    found = refused_row(viewer, row_id)
    row, refused_by = found.row, found.row.import_run
    run = load.new_run(
        source_name=refused_by.source.name,
        file_name=f"{row.file}.csv {row.line}: {refused_by.file_name}",
        account=viewer.account,
        is_accepted=True,
        is_mending=True,
    )
    try:
        folder = spool.private_folder(run.id) / "sent"
        _write(folder, row.file, {**found.values, **values})
        load.perform(run, folder)
    except UnusableInput as problem:
        run.delete()
        raise NotDone([Problem(str(problem), _RULE)]) from problem
    row.delete()
    return run


def _write(folder: Path, file: str, values: Mapping[str, str]) -> None:
    """Write an export that holds one row."""
    folder.mkdir(mode=0o700)
    rows = {"Export": _DELTA, file: values}
    for name, each in standard().files.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target)
            columns = [column.name for column in each.columns]
            writer.writerow(columns)
            if name in rows:
                writer.writerow(rows[name].get(column, "") for column in columns)
