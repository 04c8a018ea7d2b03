"""Send the compared rows into the records: new ones, changed ones, and what is gone; parents first.

It runs inside one change, so every old row stays in the history under the import's signature. Rows that are the same
are not sent at all.
"""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import duckdb
from django.db import connection
from django.utils.translation import gettext as _

from hearth.exchange.broken_off import BrokenOff
from hearth.exchange.client_rows import DERIVED, client_rows
from hearth.exchange.keys import Keys
from hearth.exchange.shape import StoredFile

_BLOCK_BYTES = 1 << 18
_CLIENTS_PER_REPORT = 2000
# How long the merge waits for a row that somebody is saving.
LOCK_TIMEOUT = "30s"
# A history trigger keeps the plan of its first call: made for no rows, it joins row by row, and many take hours.
PLAN_TRIGGERS_ANEW = "discard plans"
# What a client keeps from its first day, whatever a file says.
_KEPT = ("id", "hud_id", "source_id", "change_id", "unique_identifier")


class Merge:
    """The merge of one import into the records."""

    def __init__(
        self,
        staged: duckdb.DuckDBPyConnection,
        keys: Keys,
        folder: Path,
        *,
        source_id: uuid.UUID,
        change_id: uuid.UUID,
        at: datetime,
    ) -> None:
        """`folder` is private; `at` is the HUD time at which what is gone was deleted."""
        self._staged, self._keys, self._folder, self._at = staged, keys, folder, at
        self._origin = {"source_id": f"'{source_id}'::uuid", "change_id": f"'{change_id}'::uuid"}
        with connection.cursor() as cursor:
            cursor.execute(f"set local lock_timeout = '{LOCK_TIMEOUT}'")
            # Foreign keys are deferred by default, which would queue a check per row and key until the end.
            cursor.execute("set constraints all immediate")

    def insert(self, file: StoredFile) -> Iterator[float]:
        """Store the new rows of a file; give the share that is done, again and again."""
        selected = {"id": self._keys.record_id(file)} | self._origin | self._keys.values(file)
        yield from self._copy(file, file.table, selected, "verdict = 'new'")

    def update(self, file: StoredFile) -> None:
        """Bring the changed rows of a file, and those that it calls deleted, up to what the file says.

        Raises BrokenOff when one of them was edited here since the comparison.
        """
        selected = {"id": self._keys.record_id(file)} | self._keys.values(file)
        columns = [*selected, *(DERIVED if file.name == "Client" else ())]
        with connection.cursor() as cursor:
            cursor.execute(
                f"create temp table incoming on commit drop as select {_listed(columns)}, date_updated as seen "
                f"from {file.table} with no data"
            )
        seen = f'(select l.date_updated from live."{file.name}" l where l.id = {self._keys.record_id(file)})'
        wanted = "verdict in ('changed', 'deleted')"
        for _share in self._copy(file, "incoming", selected | {"seen": seen}, wanted):
            pass
        given = ", ".join(f'"{name}" = i."{name}"' for name in columns if name not in _KEPT)
        with connection.cursor() as cursor:
            cursor.execute(PLAN_TRIGGERS_ANEW)
            cursor.execute("select count(*) from incoming")
            (sent,) = cursor.fetchone() or (0,)
            cursor.execute(
                f"update {file.table} t set {given} from incoming i "
                "where t.id = i.id and t.date_updated is not distinct from i.seen"
            )
            written = cursor.rowcount
            cursor.execute("drop table incoming")
        if written != sent:
            raise BrokenOff(
                _("%(file)s rows were edited here while this import was at work; start it again.")
                % {"file": file.name}
            )

    def delete_gone(self, file: StoredFile) -> None:
        """Mark as deleted the live rows that the export should hold and does not."""
        gone = self._staged.execute(f'select id from live."{file.name}" where gone').fetchall()
        with connection.cursor() as cursor:
            cursor.execute(PLAN_TRIGGERS_ANEW)
            cursor.execute(
                f"update {file.table} set date_deleted = %s where id = any(%s) and date_deleted is null",
                [self._at, [id_ for (id_,) in gone]],
            )

    def _copy(self, file: StoredFile, table: str, selected: dict[str, str], wanted: str) -> Iterator[float]:
        rows = (
            f'from "{file.name}" t where t."{file.key}" in '
            f'(select key from verdict."{file.name}" where {wanted})'
        )
        if file.name == "Client":
            return self._copy_clients(file, table, selected, rows)
        return self._copy_file(file, table, selected, rows)

    def _copy_file(
        self, file: StoredFile, table: str, selected: dict[str, str], rows: str
    ) -> Iterator[float]:
        path = self._folder / f"{file.name}.csv"
        self._staged.execute(
            f"copy (select {', '.join(selected.values())} {rows}) to '{path}' (format csv, header false)"
        )
        size, sent = path.stat().st_size, 0
        command = f"copy {table} ({_listed(selected)}) from stdin (format csv)"
        with path.open("rb") as content, connection.cursor() as cursor, cursor.copy(command) as copy:
            while block := content.read(_BLOCK_BYTES):
                copy.write(block)
                sent += len(block)
                yield sent / size
        path.unlink()

    def _copy_clients(
        self, file: StoredFile, table: str, selected: dict[str, str], rows: str
    ) -> Iterator[float]:
        """Copy clients, whose SSN and searched names are made row by row and never lie in a file of ours."""
        total = (self._staged.execute(f"select count(*) {rows}").fetchone() or (0,))[0]
        if not total:
            return
        made = client_rows(self._staged, file, list(selected.values()), rows)
        command = f"copy {table} ({_listed([*selected, *DERIVED])}) from stdin"
        with connection.cursor() as cursor:
            # The data key and the identifiers that are taken are read before the COPY holds the connection.
            first = next(made)
            with cursor.copy(command) as copy:
                copy.write_row(first)
                for number, row in enumerate(made, start=2):
                    copy.write_row(row)
                    if number % _CLIENTS_PER_REPORT == 0:
                        yield number / total


def _listed(names: Sequence[str] | dict[str, str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
