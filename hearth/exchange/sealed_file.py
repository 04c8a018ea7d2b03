"""Files that wait for somebody: sealed under a key of this system, there whole or not at all."""

import io
import os
import shutil
import uuid
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from hearth.exchange.run_progress import is_alive, own_line
from hearth.records.encryption import file_key, file_keys
from hearth.records.sealed import SealedReader, SealedWriter

# What their keys are made for. `hearth keys` looks here whether a waiting file still needs an old one.
UPLOADS = "seal uploads that wait"
EXPORTS = "seal exports that wait"
FINDINGS = "seal lists of findings that wait"
PURPOSES = (UPLOADS, EXPORTS, FINDINGS)

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


@dataclass(frozen=True, slots=True)
class SealedFolder:
    """A folder of HEARTH_DATA with one sealed file of each run, until its time is over. No backup takes it."""

    name: str
    purpose: str

    def keep(self, run_id: uuid.UUID, written: Path) -> None:
        """Seal a written file for who fetches it."""
        with written.open("rb") as content, sealed_into(self._path(run_id), file_key(self.purpose)) as sealed:
            shutil.copyfileobj(content, sealed, _AT_ONCE)

    def holds(self, run_id: uuid.UUID) -> bool:
        return self._path(run_id).exists()

    def opened(self, run_id: uuid.UUID) -> io.BufferedReader:
        """Give a run's file as it was written. Raises FileNotFoundError and sealed.CannotOpen."""
        return unsealed(self._path(run_id), file_keys(self.purpose))

    def sweep(self, kept: Set[uuid.UUID]) -> int:
        """Remove every file that belongs neither to the given runs nor to one at work; give how many."""
        removed = 0
        with own_line() as line:
            for path in self._root().iterdir():
                run_id = uuid.UUID(path.stem)
                if (run_id not in kept or path.suffix) and not is_alive(run_id, line):
                    path.unlink(missing_ok=True)
                    removed += 1
        return removed

    def _path(self, run_id: uuid.UUID) -> Path:
        return self._root() / str(run_id)

    def _root(self) -> Path:
        root = Path(settings.DATA) / self.name
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        return root
