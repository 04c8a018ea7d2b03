"""Rows as CSV, through a pipe: DuckDB writes them on a thread while PostgreSQL takes what it wrote before.

They never lie on the disk. Of the next select DuckDB makes as much as the pipe holds before somebody asks for it.
"""

import fcntl
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import duckdb

# Linux gives a pipe 64 kB, and so much to who asks.
_PIPE_BYTES = 1 << 20
_SECONDS_BETWEEN_INTERRUPTIONS = 0.01


class WrittenAhead:
    """Rows of CSV that are made in the order in which they are asked for.

    Use it as a context manager: on leaving, what is being written is broken off.
    """

    def __init__(self, staged: duckdb.DuckDBPyConnection, planned: Iterable[tuple[str, str]]) -> None:
        """`planned` are names with a select each, in order."""
        self._staged = staged.cursor()
        self._planned = deque(planned)
        self._next: Future[None] | None = None
        self._pipe: IO[bytes] | None = None

    def __enter__(self) -> Self:
        # With two threads DuckDB takes half as much work again for the same rows, and all of one file's are waited for.
        (self._threads,) = self._staged.execute("select current_setting('threads')").fetchone() or (1,)
        self._staged.execute("set threads = 1")
        self._thread = ThreadPoolExecutor(1, "written-ahead")
        self._begin_next()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._break_off()
        self._close_pipe()
        self._thread.shutdown()
        self._staged.execute(f"set threads = {self._threads}")
        self._staged.close()

    def blocks(self, name: str) -> Iterator[bytes]:
        """Give the rows of a name, which must be the next one planned, in blocks that end anywhere."""
        if self._next is None or self._pipe is None or self._planned[0][0] != name:
            return
        while block := self._pipe.read(_PIPE_BYTES):
            yield block
        self._close_pipe()
        # It ended well, or says here what broke it off.
        self._next.result()
        self._planned.popleft()
        self._begin_next()

    def _begin_next(self) -> None:
        self._next = None
        if not self._planned:
            return
        out, into = os.pipe()
        self._pipe = open(out, "rb")  # noqa: SIM115
        with suppress(AttributeError, OSError):
            fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        self._next = self._thread.submit(self._write, self._planned[0][1], into)

    def _write(self, select: str, into: int) -> None:
        try:
            write_csv(self._staged, select, Path(f"/dev/fd/{into}"))
        finally:
            os.close(into)

    def _break_off(self) -> None:
        """Wait until the thread has stopped, asking again and again: what DuckDB is told before it starts is lost.

        Until then the pipe stays open and is emptied: no interruption reaches a thread that waits for room in it.
        """
        if self._next is None or self._pipe is None or self._next.done():
            return
        os.set_blocking(self._pipe.fileno(), False)
        while not self._next.done():
            self._staged.interrupt()
            with suppress(BlockingIOError):
                os.read(self._pipe.fileno(), _PIPE_BYTES)
            wait([self._next], timeout=_SECONDS_BETWEEN_INTERRUPTIONS)

    def _close_pipe(self) -> None:
        if self._pipe is not None:
            self._pipe.close()


def write_csv(staged: duckdb.DuckDBPyConnection, select: str, path: Path) -> None:
    """Write the rows of a select as PostgreSQL's COPY reads them."""
    staged.execute(f"copy ({select}) to '{path}' (format csv, header false, use_tmp_file false)")
