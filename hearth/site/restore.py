"""`hearth restore`: a backup into an empty instance, or, as a drill, into a database that is dropped again."""

import argparse
import hashlib
import shutil
import sys
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import IO

import psycopg

from hearth.records.sealed import CannotOpen, SealedReader, is_sealed
from hearth.site import environment
from hearth.site.backup import (
    CONTENTS,
    DUMP,
    FAULT,
    FILES,
    KEY,
    UNUSABLE,
    Contents,
    NoBackup,
    backup_key,
    files_folder,
    master_key_mark,
    this_place,
)
from hearth.site.database_copy import CopyFailed, Place, is_empty, restore, scratch, table_sums
from hearth.site.postgres import PostgresUnavailable

_AT_ONCE = 1024 * 1024


@contextmanager
def opened(path: Path, key: bytes | None) -> Iterator[tuple[zipfile.ZipFile, Contents]]:
    """Open a backup and read what should be in it. Raises NoBackup and OSError."""
    with path.open("rb") as file:
        if is_sealed(file):
            if key is None:
                raise NoBackup(f"{path} is sealed: set {KEY} to the key that it was made with.")
            source: IO[bytes] = BufferedReader(SealedReader(file, key), _AT_ONCE)
        else:
            source = file
        try:
            with zipfile.ZipFile(source) as archive:
                yield archive, Contents.read(archive.read(CONTENTS))
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError):
            raise NoBackup(f"{path} is no backup of Hearth, or it was damaged.") from None


def restore_backup(archive: zipfile.ZipFile, contents: Contents, place: Place, files: Path) -> list[str]:
    """Fill an empty database and an empty folder; give what is not as it was at the backup (nothing, if all is well).

    The database is filled whole or not at all, and the files come after it. Raises NoBackup, CopyFailed.
    """
    if not is_empty(place):
        raise NoBackup("The database is not empty: a backup is restored only into an empty one.")
    if files.is_dir() and any(files.iterdir()):
        raise NoBackup(f"{files} is not empty: a backup is restored only where no files are.")
    draft = files.with_name(f".{files.name}.{uuid.uuid4().hex}")
    try:
        differences = _take_files(archive, contents, draft)
        differences += _fill(archive, contents, place)
        if draft.exists():
            files.parent.mkdir(parents=True, exist_ok=True)
            if files.is_dir():
                files.rmdir()
            draft.rename(files)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return differences


def drill(archive: zipfile.ZipFile, contents: Contents, place: Place) -> list[str]:
    """Restore into a database of its own beside `place`, compare, and drop it. Files are compared, not kept."""
    with scratch(place) as copy:
        return _take_files(archive, contents, None) + _fill(archive, contents, copy)


def _fill(archive: zipfile.ZipFile, contents: Contents, place: Place) -> list[str]:
    digest = hashlib.sha256()
    restore(place, _pieces(archive, DUMP, digest))
    differences = [] if digest.hexdigest() == contents.files[DUMP] else ["the dump is another one"]
    with place.connect() as connection:
        found = table_sums(connection)
    for name in sorted(contents.tables.keys() | found.keys()):
        then, now = contents.tables.get(name), found.get(name)
        if then is None or now is None:
            differences.append(f"{name}: {'was not there' if then is None else 'is missing'}")
        elif then.rows != now.rows:
            differences.append(f"{name}: {then.rows:,} rows at the backup, {now.rows:,} restored")
        elif then.hash != now.hash:
            differences.append(f"{name}: the rows are not the same")
    return differences + _missing_files(place, contents)


def _missing_files(place: Place, contents: Contents) -> list[str]:
    """Name the files of clients' records whose content the backup does not have."""
    if not environment.files_lie_here():
        return []
    with place.connect() as connection:
        if connection.execute("select to_regclass('records_keptfile')").fetchone() == (None,):
            return []
        kept = connection.execute("select id::text from records_keptfile order by id").fetchall()
    return [
        f"the kept file {file_id}: its content is not in the backup"
        for (file_id,) in kept
        if f"{FILES}kept/{file_id[:2]}/{file_id}" not in contents.files
    ]


def _take_files(archive: zipfile.ZipFile, contents: Contents, folder: Path | None) -> list[str]:
    differences = []
    for name, expected in contents.files.items():
        if not name.startswith(FILES):
            continue
        digest = hashlib.sha256()
        if folder is None:
            for _piece in _pieces(archive, name, digest):
                pass
        else:
            target = folder / _inside(name)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with target.open("wb") as out:
                target.chmod(0o600)
                out.writelines(_pieces(archive, name, digest))
        if digest.hexdigest() != expected:
            differences.append(f"{name}: the file is another one")
    return differences


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name.removeprefix(FILES))
    if path.is_absolute() or ".." in path.parts:
        raise NoBackup(f"The backup names a file outside its folder ({name}).")
    return path


def _pieces(archive: zipfile.ZipFile, name: str, digest: "hashlib._Hash") -> Iterator[bytes]:
    with archive.open(name) as source:
        while piece := source.read(_AT_ONCE):
            digest.update(piece)
            yield piece


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hearth restore`."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the backup")
    parser.add_argument(
        "--check",
        action="store_true",
        help="only try: restore into a database beside, compare counts and hashes, and drop it",
    )


def run(args: argparse.Namespace) -> int:
    """Restore a backup: 0 when all is as it was, 1 with a line per difference, 2 when it cannot be used."""
    try:
        place, cluster = this_place(), environment.embedded_cluster()
        with (
            opened(args.file, backup_key()) as (archive, contents),
            cluster.in_use() if cluster else nullcontext(),
        ):
            if args.check:
                differences = drill(archive, contents, place)
            else:
                differences = restore_backup(archive, contents, place, files_folder())
    except (NoBackup, CannotOpen, environment.BadSetting) as reason:
        print(reason, file=sys.stderr)
        return UNUSABLE
    except OSError as reason:
        print(f"{args.file}: cannot be read, {reason.strerror or reason}.", file=sys.stderr)
        return UNUSABLE
    except (CopyFailed, PostgresUnavailable, psycopg.Error) as reason:
        print(f"The restore failed: {str(reason).splitlines()[0]}", file=sys.stderr)
        return FAULT
    for difference in differences:
        print(difference, file=sys.stderr)
    return FAULT if differences else _say(contents, is_check=args.check)


def _say(contents: Contents, *, is_check: bool) -> int:
    done = "Checked" if is_check else "Restored"
    print(
        f"{done}: {len(contents.tables)} tables with {contents.rows:,} rows and {len(contents.files) - 1} files "
        f"are as they were on {contents.made_at}."
    )
    if contents.key != master_key_mark():
        print(
            "The master key here is not the one of the backup: put that one into HEARTH_MASTER_KEY or "
            "HEARTH_DATA/keys/master_key, or no Social Security number can be read."
        )
    return 0
