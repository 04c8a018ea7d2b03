"""Stage the file of an import, or take up the staging of an earlier start (docs/decisions/0049).

Once an upload is read, upgraded, limited and cleaned up, its staging is sealed beside it. A run that is agreed to
after its preview, or whose worker died, goes on from there. Sealing makes it whole: a staging that was cut off,
changed, or made by another version of the code or of the standard is not taken, and the upload is read again.
"""

import hashlib
import io
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
from django.utils.translation import gettext as _

import hearth.dataset
import hearth.hud
from hearth.dataset import Dataset, Finding
from hearth.dataset.cleanups import Cleaned, clean_up
from hearth.dataset.dataset import MEMORY_LIMIT_OF_AN_IMPORT
from hearth.dataset.receive import FOR_AN_IMPORT, received
from hearth.dataset.stage import stage
from hearth.exchange import spool
from hearth.exchange.limit import limit_to
from hearth.exchange.run_progress import RunProgress
from hearth.records.models.import_run import ImportRun
from hearth.records.sealed import CannotOpen

_AT_ONCE = 1024 * 1024


@dataclass(slots=True)
class Staged:
    """A file as it was read: its tables, the HUD files that it has, what was noticed, and what was cleaned up."""

    dataset: Dataset
    files: list[str]
    found: list[Finding]
    cleaned: list[Cleaned]


@contextmanager
def staged(run: ImportRun, path: Path | None, folder: Path, progress: RunProgress) -> Iterator[Staged]:
    """Give the file of a run (None: its upload) as tables, which the caller may change. Raises UnusableInput."""
    found = None if path else _taken_up(run, folder)
    if found is None:
        progress.step(_("Reading the file"))
        found = _read(run, path, folder)
        if path is None:
            _keep(run, found)
    with found.dataset:
        yield found


def _read(run: ImportRun, path: Path | None, folder: Path) -> Staged:
    source = path or spool.opened(run.id, folder)
    dataset = Dataset.empty(in_memory=False, folder=folder, memory=MEMORY_LIMIT_OF_AN_IMPORT)
    try:
        with received(source, folder, FOR_AN_IMPORT) as files:
            if path is None:
                source.unlink()
            found = stage(dataset.connection, files, 0, folder)
            names = list(files)
        limit_to(dataset.connection, run.project_ids)
        return Staged(dataset, names, found, clean_up(dataset.connection, run.cleanups))
    except BaseException:
        dataset.close()
        raise


def _keep(run: ImportRun, found: Staged) -> None:
    """Seal a staging. A disk without room for it is no reason to stop: the upload is there."""
    head = _asked(run) | {
        "files": found.files,
        "found": [asdict(finding) for finding in found.found],
        "cleaned": [asdict(cleaned) for cleaned in found.cleaned],
    }
    try:
        with spool.sealing_staging(run.id) as target:
            target.write(json.dumps(head).encode() + b"\n")
            found.dataset.write_copy(target)
    except OSError:
        return


def _taken_up(run: ImportRun, folder: Path) -> Staged | None:
    """Give the staging of an earlier start, or None where there is none that this one may go on from."""
    try:
        with spool.sealed_staging(run.id) as content:
            head: dict[str, Any] = json.loads(content.readline())
            asked = _asked(run)
            if {name: head.get(name) for name in asked} != asked:
                return None
            dataset = Dataset.from_copy(
                lambda target: _write(content, target), folder=folder, memory=MEMORY_LIMIT_OF_AN_IMPORT
            )
    except (FileNotFoundError, CannotOpen, duckdb.Error):
        return None
    return Staged(
        dataset,
        head["files"],
        [Finding(**finding) for finding in head["found"]],
        [Cleaned(**cleaned) for cleaned in head["cleaned"]],
    )


def _write(content: io.BufferedReader, target: Path) -> None:
    with target.open("wb") as out:
        shutil.copyfileobj(content, out, _AT_ONCE)


def _asked(run: ImportRun) -> dict[str, Any]:
    """Give what a staging depends on besides the file."""
    return {"made_by": _made_by(), "project_ids": run.project_ids, "cleanups": run.cleanups}


@cache
def _made_by() -> str:
    """Give a digest of what makes a staging: the code of the numbers wing, the standard's data, and DuckDB."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    for package in (hearth.dataset, hearth.hud):
        for path in sorted(Path(str(package.__file__)).parent.rglob("*")):
            if path.suffix in (".py", ".csv", ".toml") and not path.name.startswith("test_"):
                digest.update(path.read_bytes())
    return digest.hexdigest()
