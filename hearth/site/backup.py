"""`hearth backup`: the database and the files of this instance in one file, as of one moment; the keys apart.

The file is a zip, sealed with HEARTH_BACKUP_KEY unless somebody says otherwise: `files/...`, then `database.dump`
(pg_dump's custom format), last `contents.json` with what must be found again. Nothing is written in the clear on the
way. The master key is never in it: who finds the backup must not find the Social Security numbers.
"""

import argparse
import hashlib
import json
import os
import sys
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import psycopg

import hearth
from hearth.records.sealed import SealedWriter
from hearth.site import environment
from hearth.site.database_copy import CopyFailed, Place, TableSum, dump, is_empty, one_moment, table_sums
from hearth.site.postgres import PostgresUnavailable

UNUSABLE, FAULT = 2, 1
KEY = "HEARTH_BACKUP_KEY"
FILES, DUMP, CONTENTS = "files/", "database.dump", "contents.json"
_KEPT = 14
_AT_ONCE = 1024 * 1024


@dataclass(frozen=True)
class Contents:
    """What is in a backup. `key` tells a master key from others without giving it away."""

    made_at: str
    hearth: str
    key: str
    tables: dict[str, TableSum]
    # Name and SHA-256 of each file, the dump among them.
    files: dict[str, str]

    def written(self) -> str:
        return json.dumps(asdict(self), indent=1)

    @classmethod
    def read(cls, text: bytes) -> "Contents":
        content = json.loads(text)
        tables = {name: TableSum(**table) for name, table in content.pop("tables").items()}
        return cls(tables=tables, **content)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


class NoBackup(Exception):
    """A backup cannot be made or used as asked; the message is one line that says why."""


def backup_key() -> bytes | None:
    """Give the key that backups are sealed with, or None. Raises BadSetting for one that is no key."""
    given = os.environ.get(KEY, "").strip()
    if not given:
        return None
    try:
        key = bytes.fromhex(given)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise environment.BadSetting(f"{KEY} must be 64 hexadecimal digits.")
    return key


def master_key_mark() -> str:
    """Give what tells this instance's master key from others, or nothing while there is none. Makes no key."""
    kept = environment.data_folder() / "keys" / "master_key"
    key = os.environ.get("HEARTH_MASTER_KEY") or (kept.read_text().strip() if kept.exists() else "")
    return hashlib.sha256(f"hearth master key mark:{key}".encode()).hexdigest()[:16] if key else ""


def this_place() -> Place:
    """Give this instance's database. Raises BadSetting."""
    return Place.described(environment.database())


def files_folder() -> Path:
    """Give the folder of this instance's files (MEDIA_ROOT)."""
    return environment.data_folder() / "files"


def make_backup(out: Path, place: Place, files: Path, key: bytes | None) -> Contents:
    """Write a backup that its owner alone may read; it appears whole or not at all.

    Raises NoBackup for a database with nothing in it, CopyFailed, PostgresUnavailable and OSError.
    """
    if is_empty(place):
        raise NoBackup("There is nothing to back up: the database is empty.")
    with _whole_or_nothing(out) as target, one_moment(place) as (connection, snapshot):
        sums = table_sums(connection)
        with (
            SealedWriter(target, key) if key else nullcontext(target) as stream,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive,
        ):
            hashes = {
                name: _put(archive, name, _pieces(path), compress=True) for name, path in _files_in(files)
            }
            hashes[DUMP] = _put(archive, DUMP, dump(place, snapshot), compress=False)
            contents = Contents(
                made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                hearth=hearth.__version__,
                key=master_key_mark(),
                tables=sums,
                files=hashes,
            )
            archive.writestr(CONTENTS, contents.written())
    return contents


def _files_in(folder: Path) -> list[tuple[str, Path]]:
    found = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    return [(FILES + path.relative_to(folder).as_posix(), path) for path in found]


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while piece := source.read(_AT_ONCE):
            yield piece


def _put(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes], *, compress: bool) -> str:
    digest = hashlib.sha256()
    entry = zipfile.ZipInfo(name, datetime.now(UTC).timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with archive.open(entry, "w", force_zip64=True) as out:
        for piece in pieces:
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest()


@contextmanager
def _whole_or_nothing(out: Path) -> Iterator[IO[bytes]]:
    draft = out.with_name(f".{out.name}.{uuid.uuid4().hex}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        draft.rename(out)
    finally:
        draft.unlink(missing_ok=True)


def _remember(place: Place, out: Path, key: bytes | None) -> None:
    """Note in the database that there is a backup: any process can then tell its age (hearth.access.backups)."""
    values: dict[str, Any] = {"size": out.stat().st_size, "sealed": key is not None}
    with place.connect() as connection:
        if connection.execute("select to_regclass('records_backup')").fetchone() == (None,):
            return  # made before the upgrade that brings the table
        connection.execute(
            "insert into records_backup (made_at, size, is_sealed) values (now(), %(size)s, %(sealed)s)",
            values,
        )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hearth backup`."""
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", type=Path, metavar="FILE", help="the file to write")
    where.add_argument(
        "--nightly",
        action="store_true",
        help=f"write into HEARTH_BACKUPS (default: HEARTH_DATA/backups) and keep the newest {_KEPT}",
    )
    parser.add_argument("--unencrypted", action="store_true", help=f"do not seal it with {KEY}")


def run(args: argparse.Namespace) -> int:
    """Make a backup: 0 when it is written, 2 with one line on standard error when it cannot be."""
    try:
        key = None if args.unencrypted else backup_key()
        if key is None and not args.unencrypted:
            raise NoBackup(f"Set {KEY} (64 hexadecimal digits) to seal the backup, or say --unencrypted.")
        out = _nightly_file() if args.nightly else args.out
        if out.exists():
            raise NoBackup(f"{out}: there is such a file already.")
        place, cluster = this_place(), environment.embedded_cluster()
        with cluster.in_use() if cluster else nullcontext():
            contents = make_backup(out, place, files_folder(), key)
            _remember(place, out, key)
    except (NoBackup, environment.BadSetting) as reason:
        print(reason, file=sys.stderr)
        return UNUSABLE
    except OSError as reason:
        print(f"The backup cannot be written: {reason.strerror or reason}.", file=sys.stderr)
        return UNUSABLE
    except (CopyFailed, PostgresUnavailable, psycopg.OperationalError) as reason:
        print(f"The backup failed: {str(reason).splitlines()[0]}", file=sys.stderr)
        return FAULT
    if args.nightly:
        _forget_old(out.parent)
    _say(out, contents, key)
    return 0


def _say(out: Path, contents: Contents, key: bytes | None) -> None:
    print(f"{out}: {len(contents.tables)} tables, {contents.rows:,} rows, {len(contents.files) - 1} files.")
    if key is None:
        print("It is not encrypted: names and birth dates can be read in it.")
    print(
        "The keys are not in it. Keep HEARTH_MASTER_KEY (or HEARTH_DATA/keys) and "
        f"{KEY} in another place: without them it cannot be used."
    )


def _nightly_file() -> Path:
    folder = Path(environment.text("HEARTH_BACKUPS", str(environment.data_folder() / "backups")))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"hearth-{datetime.now(UTC):%Y%m%d-%H%M%S}.backup"


def _forget_old(folder: Path) -> None:
    for old in sorted(folder.glob("hearth-*.backup"))[:-_KEPT]:
        old.unlink()
