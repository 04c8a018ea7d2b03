"""Turn live records into a data set for reports: HUD's tables in DuckDB, of some projects, as of one moment.

Keys are HUD's, as an export gives them; Client, Enrollment and Event carry our id in `_id`. Export has one row, which
says of which day the records are (ExportDate). Names, SSNs and other words that identify a person stay behind: reports
count by dates, codes and keys. Stand-ins tell data quality whether a name or an SSN is there and in order
(stand_ins.py).
"""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from hearth.dataset import Dataset
from hearth.dataset.dataset import MEMORY_LIMIT_OF_A_REPORT
from hearth.dataset.reads import Reads
from hearth.dataset.typed import DUCKDB_TYPES
from hearth.exchange.copied_out import copied_out
from hearth.exchange.hud_ids import HudIds
from hearth.exchange.selection import Selection, affirmed, condition, pick
from hearth.exchange.shape import StoredColumn, StoredFile, stored_files
from hearth.exchange.stand_ins import NAMES, fill_in_ssns, name_stand_in
from hearth.hud.standard import standard
from hearth.records import clock

# What hangs on as many takes about half a gigabyte; in a file it is compressed, which takes half as long again.
MOST_STAYS_IN_MEMORY = 50_000
# Whose words identify a person, yet nobody can be counted without it.
_NEEDED = {("Client", "DOB")}
# Who entered a row is never reported on.
_LEFT_OUT = {"User"}
# When a row was changed last no report asks, and nothing deleted is here.
_NOT_ASKED = {"DateUpdated", "DateDeleted"}
# Whose live records a number of a report leads to, or may tell of.
_WITH_OUR_ID = {"Client", "Enrollment", "Event"}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A data set, and the ProjectIDs in it of the projects that were asked for."""

    dataset: Dataset
    project_ids: list[str]


@contextmanager
def snapshot(
    projects: Sequence[uuid.UUID] | None,
    folder: Path,
    tell: Callable[[int, int], None] = lambda done, total: None,
    *,
    active: tuple[date, date] | None = None,
    destinations: bool = False,
    reads: Reads | None = None,
) -> Iterator[Snapshot]:
    """Give the records of some projects (None: all) for the block. Deleted records are not in it.

    With the two days of `active` only the households of those who were enrolled between them are in it, with what
    these people did in the projects at other times. With `destinations` the projects to which they were referred are
    named. With `reads` only what is read is in it.

    `folder` is private, for files that live until the block ends. `tell` hears again and again how many files are
    done of how many, and may raise what ends the work. Codes stay as they are: what nobody answered is null here, and
    99 only in an export.
    """
    start, end = active or (None, None)
    selection = Selection(
        tuple(projects) if projects is not None else None,
        start,
        end,
        with_households=active is not None,
        with_destinations=destinations,
    )
    with ExitStack() as kept:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read")
            cursor.execute("set local datestyle to 'ISO, YMD'")
            # What is looked up for each row of a long file shall not have to wait on the disk.
            cursor.execute("set local work_mem to '64MB'")
            hud_ids = HudIds.now()
            pick(cursor, selection, hud_ids)
            dataset = kept.enter_context(_empty(cursor, folder))
            _fill(cursor, dataset, hud_ids, selection, reads, folder, tell)
            if reads is None or "SSN" in reads.columns["Client"]:
                fill_in_ssns(cursor, dataset, hud_ids, condition("Client", selection), folder / "ssn.csv")
            cursor.execute(
                f"select {hud_ids.key(stored_files()['Project'], 't')} from {stored_files()['Project'].table} t "
                "where t.id in (select id from picked_project)"
            )
            project_ids = sorted(row[0] for row in cursor.fetchall())
            dataset.connection.execute(
                'insert into "Export" ("ExportID", "ExportDate") values (?, ?)', ["live", clock.now()]
            )
        yield Snapshot(dataset, project_ids)


def _empty(cursor: CursorWrapper, folder: Path) -> Dataset:
    """Give a data set for the picked stays: in memory, or in a file of `folder` where they are many."""
    cursor.execute("select count(*) from picked_enrollment")
    (stays,) = cursor.fetchone() or (0,)
    return Dataset.empty(
        in_memory=stays <= MOST_STAYS_IN_MEMORY, folder=folder, memory=MEMORY_LIMIT_OF_A_REPORT
    )


def _fill(
    cursor: CursorWrapper,
    dataset: Dataset,
    hud_ids: HudIds,
    selection: Selection,
    reads: Reads | None,
    folder: Path,
    tell: Callable[[int, int], None],
) -> None:
    """Fill the tables. While the database sends a file, DuckDB takes in the one before it."""
    files = [
        file
        for file in stored_files().values()
        if file.name not in _LEFT_OUT and (reads is None or reads.has_file(standard().files[file.name]))
    ]
    with ThreadPoolExecutor(1, "snapshot") as duck:
        taken = []
        for done, file in enumerate(files):
            path = folder / f"{file.name}.csv"
            types = _copy(cursor, file, hud_ids, selection, reads, path, partial(tell, done, len(files)))
            taken.append(duck.submit(_take_in, dataset.connection.cursor(), file.name, types, path))
        for each in taken:
            each.result()


def _copy(
    cursor: CursorWrapper,
    file: StoredFile,
    hud_ids: HudIds,
    selection: Selection,
    reads: Reads | None,
    path: Path,
    still: Callable[[], None],
) -> dict[str, str]:
    """Write the picked rows of a file to `path`. Gives DuckDB's types by the names of its columns, in their order."""
    still()
    columns = [column for column in file.columns if _is_needed(file, column, reads)]
    types = {column.hud.name: DUCKDB_TYPES[column.hud.type] for column in columns}
    values = [_value(file, column, hud_ids) for column in columns]
    if file.name in _WITH_OUR_ID:
        types["_id"] = "UUID"
        values.append("t.id")
    wanted = condition(file.name, selection, is_joined=True)
    if file.name == "Disabilities" and reads is not None and reads.only_affirmed:
        wanted = f"{wanted} and {affirmed('t')}"
    with path.open("wb") as target:
        from_ = f"{file.table} t {hud_ids.joined(file, 't')}"
        query = f"copy (select {', '.join(values)} from {from_} where {wanted}) to stdout (format csv)"
        for rows in copied_out(cursor, query):
            target.write(b"".join(rows))
            still()
    return types


def _take_in(
    connection: duckdb.DuckDBPyConnection, file_name: str, types: Mapping[str, str], path: Path
) -> None:
    """Fill a file's table with what `_copy` wrote, and remove that."""
    names = ", ".join(f'"{name}"' for name in types)
    spelled = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    with connection:
        connection.execute(
            f'insert into "{file_name}" ({names}) select * from read_csv($path, auto_detect = false, header = false, '
            f"delim = ',', quote = '\"', escape = '\"', nullstr = '', columns = {{{spelled}}})",
            {"path": str(path)},
        )
    path.unlink()


def _is_needed(file: StoredFile, column: StoredColumn, reads: Reads | None) -> bool:
    if column.parent in _LEFT_OUT or column.hud.name in _NOT_ASKED:
        return False
    if reads is not None and not reads.has(standard().files[file.name], column.hud):
        return False
    return not column.hud.personal or (file.name, column.hud.name) in _NEEDED | NAMES


def _value(file: StoredFile, column: StoredColumn, hud_ids: HudIds) -> str:
    if column.hud.is_key:
        return hud_ids.key(file, "t")
    if column.parent:
        return hud_ids.parent_key(file, column, "t")
    if (file.name, column.hud.name) == ("Enrollment", "HouseholdID"):
        return hud_ids.household("t")
    if (file.name, column.hud.name) in NAMES:
        return name_stand_in(f"t.{column.database}")
    return f"t.{column.database}"
