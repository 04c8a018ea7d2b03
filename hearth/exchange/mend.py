"""Mend a refused row in place: it is imported by itself, through the same reading and judging as any file."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hearth.access.viewer import Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.dataset import UnusableInput
from hearth.exchange import load, spool
from hearth.exchange.refused import refused_row
from hearth.exchange.shape import stored_files
from hearth.hud.standard import CodeList, Column, standard
from hearth.records.models.import_run import ImportRun

_RULE = "import/mended_row"
# Rows without these are stored all the same (hearth/exchange/judge.py).
HOUSEKEEPING = ("DateCreated", "DateUpdated")
# What says of an export that it holds changes only, so that nothing is missing from it.
_DELTA = {"ExportID": "mended", "ExportDirective": "1", "ExportPeriodType": "1"}


@dataclass(frozen=True, slots=True)
class MendedColumn:
    """One column of a row to mend. Without a `must` column the import refuses the row; the standard has others filled.

    `choices` are the codes that its list offers, with their words; None where it has no list.
    """

    name: str
    must: bool
    should: bool
    choices: dict[str, str] | None


def columns_to_mend(file: str, values: Mapping[str, str]) -> list[MendedColumn]:
    """Give the columns of a HUD file; where another column decides which list holds, by its value in `values`."""
    must = {column.hud.name for column in stored_files()[file].columns if column.required} - set(HOUSEKEEPING)
    columns = []
    for column in standard().files[file].columns:
        code_list = _list_of(column, values)
        is_must = column.is_key or column.name in must
        choices = code_list.labels if code_list else None
        columns.append(MendedColumn(column.name, is_must, not column.nullable, choices))
    return columns


def _list_of(column: Column, values: Mapping[str, str]) -> CodeList | None:
    deciding = {
        "TypeProvided": ("type_provided_list", "RecordType"),
        "SubTypeProvided": ("sub_type_provided_list", "TypeProvided"),
        "DisabilityResponse": ("disability_response_list", "DisabilityType"),
    }
    if column.name in deciding:
        fact, other = deciding[column.name]
        return standard().lists.get(standard().facts[fact].get(values.get(other, ""), ""))
    return standard().list_for(column.file, column.name)


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
