"""Write to a file on a thread, one piece behind: a piece is compressed while the next one comes from PostgreSQL."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import IO


class WrittenBehind:
    """A file to which pieces are given; at most one of them is not written yet when the next is taken."""

    def __init__(self, file: IO[bytes], thread: ThreadPoolExecutor) -> None:
        self._file, self._thread = file, thread
        self._last: Future[int] | None = None

    def write(self, piece: bytes) -> None:
        """Take a piece. Raises what writing the one before it raised."""
        self.finish()
        self._last = self._thread.submit(self._file.write, piece)

    def finish(self) -> None:
        """Wait until all is written. Raises what writing it raised."""
        if self._last is not None:
            self._last.result()


@contextmanager
def written_behind(file: IO[bytes]) -> Iterator[WrittenBehind]:
    """Give what writes to a file for the block, at whose end all is written."""
    with ThreadPoolExecutor(1, "written-behind") as thread:
        behind = WrittenBehind(file, thread)
        yield behind
        behind.finish()
