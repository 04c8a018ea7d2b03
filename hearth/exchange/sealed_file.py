"""Files that wait for somebody: sealed under a key of this system, there whole or not at all."""

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hearth.records.sealed import SealedReader, SealedWriter

_AT_ONCE = 1024 * 1024


@contextmanager
def sealed_into(path: Path, key: bytes) -> Iterator[SealedWriter]:
    """Seal what the block writes; the file appears under its name when the block ends well, or not at all."""
    draft = path.with_suffix(".draft")
    try:
        with (
            open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target,
            SealedWriter(target, key) as sealed,
        ):
            yield sealed
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def unsealed(path: Path, keys: Sequence[bytes]) -> io.BufferedReader:
    """Give a sealed file as it was written. Raises FileNotFoundError and sealed.CannotOpen."""
    return io.BufferedReader(SealedReader(path.open("rb"), keys), _AT_ONCE)
