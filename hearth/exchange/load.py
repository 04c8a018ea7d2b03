"""Import an HMIS CSV export into the records: staged in DuckDB, copied into PostgreSQL in one transaction.

First cut: into a source that holds no records yet. A second export of the same source is refused in one line.
"""

import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
from django.db import connection
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from hearth.dataset import Dataset, UnusableInput
from hearth.dataset.receive import received
from hearth.dataset.stage import stage
from hearth.exchange import spool
from hearth.exchange.client_rows import DERIVED, client_rows
from hearth.exchange.judge import MOST_FINDINGS, Finding, Judgement, judge
from hearth.exchange.run_progress import RunProgress, finish, following, own_line
from hearth.exchange.shape import StoredFile, stored_files
from hearth.hud.standard import standard
from hearth.records.clock import now
from hearth.records.models.account import Account
from hearth.records.models.change import Change
from hearth.records.models.coc import CoC
from hearth.records.models.export import Export
from hearth.records.models.import_run import ImportRun, Source
from hearth.records.write import change

# One import stores at a time: each sees what the one before stored.
_IMPORT_LOCK = 4_801_001
_BLOCK_BYTES = 1 << 18
_CLIENTS_PER_REPORT = 2000


@dataclass
class FileCount:
    """What became of one file's rows. `added` counts the users that were added for an id without a row."""

    read: int = 0
    stored: int = 0
    refused: int = 0
    added: int = 0
    done: int = 0


Counts = dict[str, FileCount]


def new_run(*, source_name: str, file_name: str, account: Account | None) -> ImportRun:
    """Make a waiting run for a file of a source; a source that is not known yet is made."""
    source, _made = Source.objects.get_or_create(name=source_name.strip()[:100])
    return ImportRun.objects.create(source=source, file_name=file_name[:255], account=account)


def perform(run: ImportRun, path: Path) -> None:
    """Import the file of a run: all of it, or nothing.

    Raises UnusableInput with one clear line; the run then says the same line. Any other failure is ours: the run
    says so, and the failure goes on. The run's private folder, with the upload in it, is gone afterwards.
    """
    with following(run) as progress, spool.folder_of(run.id) as folder:
        try:
            _perform(run, path, folder, progress)
        except UnusableInput as reason:
            # An upload lies in the spool under another name than the one that its sender knows.
            line = str(reason).replace(f"{path.name}:", f"{run.file_name}:", 1)
            progress.fail(_("%(reason)s Nothing was stored.") % {"reason": line}, step="")
            raise
        except Exception:
            progress.fail(_("The import broke off by a fault of this system. Nothing was stored."), step="")
            raise
    run.refresh_from_db()
    _analyze()


def _perform(run: ImportRun, path: Path, folder: Path, progress: RunProgress) -> None:
    progress.step(_("Reading the file"))
    _refuse_filled(run.source)
    with (
        received(path, folder) as files,
        Dataset.empty(in_memory=False, folder=folder) as dataset,
    ):
        found = stage(dataset.connection, files, 0, folder)
        progress.step(_("Checking the rows"))
        counts = _count_read(dataset.connection, files.keys())
        judged = judge(dataset.connection, now())
        findings = [_in_words(finding) for finding in found] + judged.findings
        for finding in found:
            if finding.column == standard().files[finding.file].key.name:
                counts[finding.file].read += 1
                counts[finding.file].refused += 1
        _count_judged(counts, judged)
        with change(by=run.account, action="import", import_run=run) as signed:
            progress.step(_("Waiting for another import to end"))
            _take_turn(run.source)
            progress.step(_("Storing the rows"), sum(count.stored for count in counts.values()))
            _store(run, signed, dataset.connection, folder, counts, progress)
            finish(
                run,
                _summary(counts),
                counts=_as_json(counts),
                findings=[finding.as_json() for finding in findings[:MOST_FINDINGS]],
            )


def _in_words(finding: Any) -> Finding:
    shown = "" if finding.value is None else f" ({finding.value})"
    return Finding(finding.file, finding.line, f"{finding.column} {finding.problem}{shown}.")


def _count_read(staged: duckdb.DuckDBPyConnection, names: Any) -> Counts:
    counts = {}
    for name in standard().files:
        if name in names:
            row = staged.execute(f'select count(*) from "{name}"').fetchone()
            counts[name] = FileCount(read=row[0] if row else 0)
    return counts


def _count_judged(counts: Counts, judged: Judgement) -> None:
    for name, refused in judged.refused.items():
        if name in counts:
            counts[name].refused += refused
    if judged.added_users:
        counts.setdefault("User", FileCount()).added = judged.added_users
    for count in counts.values():
        count.stored = count.read - count.refused + count.added


def _as_json(counts: Counts) -> dict[str, dict[str, int]]:
    return {name: asdict(count) for name, count in counts.items()}


def _summary(counts: Counts) -> str:
    read, refused = (sum(getattr(count, what) for count in counts.values()) for what in ("read", "refused"))
    values = {
        "stored": number_format(read - refused, force_grouping=True),
        "refused": number_format(refused, force_grouping=True),
    }
    if refused:
        return _("%(stored)s rows were stored; %(refused)s could not be, see the findings.") % values
    return _("All %(stored)s rows were stored.") % values


def _take_turn(source: Source) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_IMPORT_LOCK])
        # Foreign keys are deferred by default, which would queue a check per row and key until the end.
        cursor.execute("set constraints all immediate")
    _refuse_filled(source)


def _refuse_filled(source: Source) -> None:
    """Raise UnusableInput for a source that holds records already, and for this system itself."""
    if source.is_own:
        raise UnusableInput(
            _("%(name)s is this system itself; give the source another name.") % {"name": source.name}
        )
    with connection.cursor() as cursor:
        for file in stored_files().values():
            cursor.execute(f"select 1 from {file.table} where source_id = %s limit 1", [source.id])
            if cursor.fetchone():
                raise UnusableInput(
                    _(
                        "The source %(name)s holds records already, and importing it again is not possible yet; "
                        "give another name for another source."
                    )
                    % {"name": source.name}
                )


def _store(
    run: ImportRun,
    signed: Change,
    staged: duckdb.DuckDBPyConnection,
    folder: Path,
    counts: Counts,
    progress: RunProgress,
) -> None:
    _store_exports(run, staged, counts)
    _store_cocs(staged)
    for file in stored_files().values():
        if file.name not in counts:
            continue
        count = counts[file.name]
        copy = _copy_clients if file.name == "Client" else _copy_file
        for share in copy(staged, file, _selected(file, run.source.id, signed.id), folder):
            count.done = int(count.stored * share)
            progress.done(sum(other.done for other in counts.values()), _as_json(counts))
        count.done = count.stored


def _selected(file: StoredFile, source_id: uuid.UUID, change_id: uuid.UUID) -> dict[str, str]:
    """Give the SQL of each database column over the staged file; the id first."""
    selected = {
        "id": _record_id(file.name, file.key, source_id),
        "source_id": f"'{source_id}'::uuid",
        "change_id": f"'{change_id}'::uuid",
    }
    for column in file.columns:
        name = column.hud.name
        is_relation = column.parent is not None
        selected[column.database] = (
            _record_id(column.parent or "", name, source_id) if is_relation else f'"{name}"'
        )
    return selected


def _record_id(file: str, column: str, source_id: uuid.UUID) -> str:
    """Give the SQL twin of Record.imported_id: null stays null."""
    return f"md5('{source_id}:{file}:' || \"{column}\")::uuid"


def _copy_file(
    staged: duckdb.DuckDBPyConnection, file: StoredFile, selected: dict[str, str], folder: Path
) -> Iterator[float]:
    """Copy a file's rows into its table; give the share that is done, again and again."""
    path = folder / f"{file.name}.csv"
    staged.execute(
        f"copy (select {', '.join(selected.values())} from \"{file.name}\") to '{path}' (format csv, header false)"
    )
    size, sent = path.stat().st_size, 0
    command = f"copy {file.table} ({', '.join(selected)}) from stdin (format csv)"
    with path.open("rb") as rows, connection.cursor() as cursor, cursor.copy(command) as copy:
        while block := rows.read(_BLOCK_BYTES):
            copy.write(block)
            sent += len(block)
            yield sent / size
    path.unlink()


def _copy_clients(
    staged: duckdb.DuckDBPyConnection, file: StoredFile, selected: dict[str, str], folder: Path
) -> Iterator[float]:
    """Copy the clients, whose SSN and searched names are made row by row and never lie in a file of ours."""
    total = staged.execute(f'select count(*) from "{file.name}"').fetchone() or (0,)
    rows = client_rows(staged, file, list(selected.values()))
    command = f"copy {file.table} ({', '.join([*selected, *DERIVED])}) from stdin"
    first = next(rows, None)
    if first is None:
        return
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        copy.write_row(first)
        for number, row in enumerate(rows, start=2):
            copy.write_row(row)
            if number % _CLIENTS_PER_REPORT == 0:
                yield number / total[0]


def _store_exports(run: ImportRun, staged: duckdb.DuckDBPyConnection, counts: Counts) -> None:
    """Keep what the export says of itself; some vendors write a log of all their exports into Export.csv."""
    columns = [column for column in standard().files["Export"].columns if not column.is_key]
    rows = staged.execute(
        'select "ExportID", '
        + ", ".join(f'"{column.name}"' for column in columns)
        + ' from "Export" order by _line'
    ).fetchall()
    Export.objects.bulk_create(
        Export(
            import_run=run,
            hud_id=key[:32],
            **{column.database_name: value for column, value in zip(columns, values, strict=True)},
        )
        for key, *values in rows
    )
    counts["Export"].done = counts["Export"].stored


def _store_cocs(staged: duckdb.DuckDBPyConnection) -> None:
    """Make a CoC of each code met; its name and zone are set by the HMIS lead."""
    codes = staged.execute(
        'select distinct "CoCCode" from "ProjectCoC" where "CoCCode" is not null order by 1'
    ).fetchall()
    CoC.objects.bulk_create((CoC(code=code, name=code) for (code,) in codes), ignore_conflicts=True)


def _analyze() -> None:
    """Tell the planner what the tables hold now, so that the first page after an import is quick too."""
    with own_line() as line:
        for file in stored_files().values():
            line.execute(f"analyze {file.table}".encode())
