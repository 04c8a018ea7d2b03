"""A data set: the HUD tables of one or several exports in a DuckDB of their own."""

import io
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import duckdb

from hearth.dataset.finding import Finding, UnusableInput
from hearth.dataset.reads import Reads
from hearth.dataset.receive import received
from hearth.dataset.stage import MOST_FINDINGS, create_tables, stage
from hearth.hud.standard import File, standard

MEMORY_LIMIT = "2GB"
# The file lives for one run: what is tidied in between, or written a second time against a crash, is lost work.
_NEVER_TIDIED = "1TB"
# With its tables in a file DuckDB needs memory for what it works on only.
MEMORY_LIMIT_WITH_FILE = "500MB"
# The tables of a report on a million enrollments do not fit in less, and some of them cannot wait in a file.
MEMORY_LIMIT_OF_A_REPORT = "1GB"
# An import shall hold as much for five million rows as for one; what goes beyond this, DuckDB puts beside its file.
MEMORY_LIMIT_OF_AN_IMPORT = "200MB"
_FOLDER = "hearth-dataset-"
_FILE = "dataset.duckdb"
_AT_ONCE = 1024 * 1024


@dataclass
class Dataset:
    """HUD-shaped tables in DuckDB, named and spelled as in HUD's CSV specification.

    Every table also has `_input` and `_line` (where a row came from) and `_id` (the id of the live
    record, where a database filled it). `kept.<File>` is the same table without deleted rows.
    Use it as a context manager: its private files are removed when it is closed.
    """

    connection: duckdb.DuckDBPyConnection
    findings: list[Finding] = field(default_factory=list)
    _private: tempfile.TemporaryDirectory[str] | None = None

    @classmethod
    def empty(
        cls, *, in_memory: bool = True, folder: Path | None = None, memory: str = MEMORY_LIMIT_WITH_FILE
    ) -> Self:
        """Give a data set whose tables have no rows yet, for the caller to fill.

        With `in_memory=False` the tables lie in a private file, for data larger than memory; it is in
        `folder`, or where temporary files lie on this machine. `memory` is the most that DuckDB takes then.
        """
        private = tempfile.TemporaryDirectory(prefix=_FOLDER, dir=folder)
        connection = _connected(
            Path(private.name), MEMORY_LIMIT if in_memory else memory, in_memory=in_memory
        )
        # DuckDB writes it to standard output, where the answer of a command goes.
        connection.execute("set enable_progress_bar = false")
        create_tables(connection)
        return cls(connection, _private=private)

    @classmethod
    def from_copy(
        cls, copy: Callable[[Path], object], *, folder: Path, memory: str = MEMORY_LIMIT_WITH_FILE
    ) -> Self:
        """Give a data set from what `write_copy` gave once: `copy` writes it to the path that it is given."""
        private = tempfile.TemporaryDirectory(prefix=_FOLDER, dir=folder)
        try:
            copy(Path(private.name) / _FILE)
            return cls(_connected(Path(private.name), memory, in_memory=False), _private=private)
        except BaseException:
            private.cleanup()
            raise

    def write_copy(self, target: io.RawIOBase) -> None:
        """Write the tables as they are now, for `from_copy`. The data set must lie in a file."""
        assert self._private is not None
        self.connection.execute("checkpoint")
        with (Path(self._private.name) / _FILE).open("rb") as content:
            shutil.copyfileobj(content, target, _AT_ONCE)

    def close(self) -> None:
        """Close the connection and remove what was written for it."""
        self.connection.close()
        if self._private is not None:
            self._private.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def count_each_key_once(self) -> None:
        """Keep one row per primary key in every table: the row changed last, then the first input's.

        Exports of one community overlap: a client served by two agencies is in both.
        """
        for file in self._files_with_repeated_keys():
            newest = '"DateUpdated" desc nulls last,' if "DateUpdated" in file.column else ""
            self.connection.execute(
                f'delete from "{file.name}" where rowid in (select row from (select rowid as row, '
                f'row_number() over (partition by "{file.key.name}" order by {newest} _input, _line) as nth '
                f'from "{file.name}") where nth > 1)'
            )

    def find_repeated_keys(self, input_number: int) -> Iterator[Finding]:
        """Find the rows of one input whose key an earlier row of the same file has already."""
        for file in self._files_with_repeated_keys():
            rows = self.connection.execute(
                f'select _line, "{file.key.name}" from "{file.name}" where _input = ? qualify row_number() over '
                f'(partition by "{file.key.name}" order by _line) > 1 order by _line limit {MOST_FINDINGS}',
                [input_number],
            ).fetchall()
            for line, key in rows:
                yield Finding(file.name, line, file.key.name, "is the key of an earlier row too", key)

    def _files_with_repeated_keys(self) -> Iterator[File]:
        """Give the files in which keys are repeated, and seldom one more: numbers made of them take less memory."""
        for file in standard().files.values():
            counted = self.connection.execute(
                f'select count(*) > count(distinct hash("{file.key.name}")) from "{file.name}"'
            ).fetchone()
            if counted and counted[0]:
                yield file


def open_dataset(
    paths: Sequence[Path],
    *,
    refuse_misfits: bool = True,
    in_memory: bool = False,
    reads: Reads | None = None,
) -> Dataset:
    """Open one or several HMIS CSV exports (zips or folders) as one data set.

    A row that is in several of them (the same primary key) counts once. Close the data set when done.
    With `refuse_misfits` a value that does not fit its column, or a row of another width, makes the input unusable,
    unless it is mere housekeeping (see Finding.is_grave); without it all such values are null, such rows left out,
    and `findings` lists them. What is not in `reads` is left out unseen.

    Raises UnusableInput with one clear line.
    """
    if not paths:
        raise UnusableInput("No input was given.")
    with _closed_on_error(Dataset.empty(in_memory=in_memory, memory=MEMORY_LIMIT_OF_A_REPORT)) as dataset:
        for number, path in enumerate(paths):
            with (
                received(Path(path), reads=reads) as files,
                tempfile.TemporaryDirectory(prefix="hearth-stage-") as private,
            ):
                found = stage(dataset.connection, files, number, Path(private), reads=reads)
            grave = [finding for finding in found if finding.is_grave]
            if grave and refuse_misfits:
                more = f" (and {len(grave) - 1} more such values)" if len(grave) > 1 else ""
                raise UnusableInput(f"{Path(path).name}: {grave[0]}{more}.")
            repeated = list(dataset.find_repeated_keys(number))
            dataset.findings += [*found, *repeated]
        # To look for repeated keys costs as much as to read them: of one input it has been done.
        if repeated or len(paths) > 1:
            dataset.count_each_key_once()
        return dataset


def _connected(private: Path, memory: str, *, in_memory: bool) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(
        ":memory:" if in_memory else str(private / _FILE),
        config={
            "memory_limit": memory,
            "temp_directory": str(private / "spill"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    # The file is thrown away then.
    connection.execute("pragma disable_checkpoint_on_shutdown")
    return connection


@contextmanager
def _closed_on_error(dataset: Dataset) -> Iterator[Dataset]:
    try:
        yield dataset
    except BaseException:
        dataset.close()
        raise
