"""Write rows as files of CSV one ahead, on a thread: DuckDB makes the next while PostgreSQL takes the one before."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb


class WrittenAhead:
    """Files of CSV that are made in the order in which they are asked for, at most one before it is.

    Use it as a context manager: on leaving, what is being written is broken off.
    """

    def __init__(
        self, staged: duckdb.DuckDBPyConnection, folder: Path, planned: Iterable[tuple[str, str]]
    ) -> None:
        """`planned` are names with a select each, in order; rows of one name may come in several."""
        self._staged, self._folder = staged.cursor(), folder
        self._planned = deque(planned)
        self._numbers = count()
        self._next: Future[Path] | None = None

    def __enter__(self) -> Self:
        self._thread = ThreadPoolExecutor(1, "written-ahead")
        self._begin_next()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._staged.interrupt()
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._staged.close()

    def files(self, name: str) -> Iterator[Path]:
        """Give the files of a name, which must be the next one planned. Each is gone when the next is asked for."""
        while self._planned and self._planned[0][0] == name and self._next is not None:
            written = self._next
            path = written.result()
            self._planned.popleft()
            self._begin_next()
            try:
                yield path
            finally:
                path.unlink()

    def _begin_next(self) -> None:
        self._next = None
        if self._planned:
            _name, select = self._planned[0]
            self._next = self._thread.submit(
                self._write, select, self._folder / f"ahead-{next(self._numbers)}.csv"
            )

    def _write(self, select: str, path: Path) -> Path:
        write_csv(self._staged, select, path)
        return path


def write_csv(staged: duckdb.DuckDBPyConnection, select: str, path: Path) -> None:
    """Write the rows of a select as PostgreSQL's COPY reads them."""
    staged.execute(f"copy ({select}) to '{path}' (format csv, header false)")
