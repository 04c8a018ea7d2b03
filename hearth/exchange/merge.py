"""Send the compared rows into the records: new ones, changed ones, and what is gone; parents first.

It runs inside one change, so every old row stays in the history under the import's signature. Rows that are the same
are not sent at all.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
from django.db import connection
from django.utils.translation import gettext as _

from hearth.exchange.broken_off import BrokenOff
from hearth.exchange.client_rows import DERIVED, client_lines
from hearth.exchange.keys import Keys
from hearth.exchange.outcome import Counts
from hearth.exchange.shape import StoredFile, stored_files
from hearth.exchange.written_ahead import WrittenAhead, write_csv

_BLOCK_BYTES = 1 << 20
_NEW = "verdict = 'new'"
# How long the merge waits for a row that somebody is saving.
LOCK_TIMEOUT = "30s"
# A history trigger keeps the plan of its first call: made for no rows, it joins row by row, and many take hours.
PLAN_TRIGGERS_ANEW = "discard plans"
# What a client keeps from its first day, whatever a file says.
_KEPT = ("id", "hud_id", "source_id", "change_id", "unique_identifier")


class Merge:
    """The merge of one import into the records. Use it as a context manager."""

    def __init__(
        self,
        staged: duckdb.DuckDBPyConnection,
        keys: Keys,
        folder: Path,
        *,
        counts: Counts,
        origin: dict[str, uuid.UUID],
        given: Collection[str],
        at: datetime,
    ) -> None:
        """`folder` is private; `counts` are the comparison's; `at` is the HUD time of deleting what is gone.

        `origin` is what all new rows have in common; the tables of the files in `given` give it by themselves
        (hearth/exchange/bulk.py).
        """
        self._staged, self._keys, self._folder, self._at = staged, keys, folder, at
        self._counts = counts
        self._origin = {column: f"'{value}'" for column, value in origin.items()}
        self._given = given
        with connection.cursor() as cursor:
            cursor.execute(f"set local lock_timeout = '{LOCK_TIMEOUT}'")
            # Foreign keys are deferred by default, which would queue a check per row and key until the end.
            cursor.execute("set constraints all immediate")

    def __enter__(self) -> Self:
        self._ahead = WrittenAhead(self._staged, self._planned())
        self._ahead.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ahead.__exit__(kind, problem, trace)

    def insert(self, file: StoredFile, rows: int) -> Iterator[float]:
        """Store the new rows of a file, so many; give the share that is done, again and again.

        Files with new rows must come in the order of `stored_files`.
        """
        selected = self._inserted(file)
        if file.name == "Client":
            yield from self._copy_clients(file.table, selected, self._rows(file, _NEW))
        else:
            yield from self._send(file.table, list(selected), self._ahead.blocks(file.name), rows)

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
        selected["seen"] = seen
        if file.name == "Client":
            sending = self._copy_clients("incoming", selected, self._rows(file, wanted))
        else:
            path = self._folder / "changed.csv"
            write_csv(self._staged, f"select {', '.join(selected.values())} {self._rows(file, wanted)}", path)
            sending = self._send("incoming", list(selected), _blocks(path), 1)
        for _share in sending:
            pass
        (self._folder / "changed.csv").unlink(missing_ok=True)
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

    def _planned(self) -> Iterator[tuple[str, str]]:
        """Give the selects of all new rows, in the order in which they are stored."""
        for file in stored_files().values():
            count = self._counts.get(file.name)
            if count is None or not count.new or file.name == "Client":
                continue
            rows = self._rows(file, "" if count.new == count.stored else _NEW)
            yield file.name, f"select {', '.join(self._inserted(file).values())} {rows}"

    def _inserted(self, file: StoredFile) -> dict[str, str]:
        origin = {} if file.name in self._given else self._origin
        return {"id": self._keys.record_id(file)} | origin | self._keys.values(file)

    @staticmethod
    def _rows(file: StoredFile, wanted: str = "") -> str:
        rows = f'from "{file.name}" t'
        if wanted:
            rows += f' where t."{file.key}" in (select key from verdict."{file.name}" where {wanted})'
        return rows

    def _send(
        self, table: str, columns: Sequence[str], blocks: Iterable[bytes], rows: int
    ) -> Iterator[float]:
        """Send so many rows of CSV to a table; give the share that is done."""
        taken = 0
        command = f"copy {table} ({_listed(columns)}) from stdin (format csv)"
        with connection.cursor() as cursor, cursor.copy(command) as copy:
            for block in blocks:
                copy.write(block)
                taken += block.count(b"\n")
                yield min(taken / rows, 1)

    def _copy_clients(self, table: str, selected: dict[str, str], rows: str) -> Iterator[float]:
        """Copy clients, whose SSN and searched names are made row by row and never lie in a file of ours."""
        file = stored_files()["Client"]
        total = (self._staged.execute(f"select count(*) {rows}").fetchone() or (0,))[0]
        if not total:
            return
        made = client_lines(self._staged, file, selected, rows)
        sent = 0
        with connection.cursor() as cursor:
            # The data key and the identifiers that are taken are read before the COPY holds the connection.
            first = next(made)
            command = f"copy {table} ({_listed([*selected, *DERIVED])}) from stdin (format csv)"
            with cursor.copy(command) as copy:
                for lines in chain([first], made):
                    copy.write("".join(lines))
                    sent += len(lines)
                    yield sent / total


def _listed(names: Sequence[str] | dict[str, str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as content:
        while block := content.read(_BLOCK_BYTES):
            yield block
