"""`hearth keys`: change the keys that Social Security numbers and waiting files are encrypted with.

    hearth keys rotate        new data keys; every value moves under them. Killed half-way, it goes on when run again
    hearth keys new-master    a new master key, the old one kept beside it; then restart, and rotate
    hearth keys status        how much still lies under old keys, and whether the old master key is needed
    hearth keys forget-old    remove the old master keys, once nothing needs them

Where HEARTH_MASTER_KEY is given by the environment, new-master is done there: the new key in HEARTH_MASTER_KEY, the
old one in HEARTH_OLD_MASTER_KEYS. A backup holds keys wrapped by the master of its day: keep old ones as long as it.
"""

import argparse
import os
import secrets
import sys
from pathlib import Path

from hearth.site.environment import OLD_MASTER_KEYS, data_folder

_UNUSABLE = 2
# The database's own files, what nobody opens again, and what has keys of its own: kept files (their keys lie in the
# database and move there), and backups.
_NOT_LOOKED_INTO = {"postgres", "quarantine", "static", "keys", "files", "backups"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `hearth keys`."""
    parser.add_argument("what", choices=["rotate", "new-master", "status", "forget-old"])


def run(args: argparse.Namespace) -> int:
    """Do what was asked: 0 done, 2 when it cannot be done now, with a line that says why."""
    done: int = {"rotate": _rotate, "new-master": _new_master, "status": _status, "forget-old": _forget}[
        args.what
    ]()
    return done


def _rotate() -> int:
    from hearth.records.models import ImportRun, RunState
    from hearth.records.rotation import AlreadyRotating, rotate

    if ImportRun.objects.filter(state=RunState.RUNNING).exists():
        return _refuse(
            "An import is at work: it compares people by the digests that this changes. Wait for it."
        )
    try:
        for done, total in rotate():
            if sys.stderr.isatty():
                print(f"\r{done:,} of {total:,} values", end="", file=sys.stderr)
    except AlreadyRotating as reason:
        return _refuse(str(reason))
    print("All values lie under new keys.")
    return 0


def _new_master() -> int:
    if os.environ.get("HEARTH_MASTER_KEY"):
        return _refuse(
            "HEARTH_MASTER_KEY gives the master key: put a new one there and the old one in HEARTH_OLD_MASTER_KEYS."
        )
    folder = data_folder() / "keys"
    present, old = folder / "master_key", folder / OLD_MASTER_KEYS
    kept = [present.read_text().strip(), *(old.read_text().split() if old.exists() else [])]
    # The old one is safe before the new one is there: killed in between, it is merely named twice.
    _write(old, "\n".join(dict.fromkeys(kept)))
    _write(present, secrets.token_hex(32))
    print(
        "There is a new master key. Restart `hearth serve` and `hearth worker`, then run `hearth keys rotate`."
    )
    return 0


def _status() -> int:
    from hearth.records.rotation import left, needs_old_master

    print(f"{left():,} values lie under retired keys.")
    waiting = _files_under_old_keys()
    if needs_old_master() or waiting:
        print(
            f"The old master key is needed ({waiting} waiting files are sealed with it). Run `hearth keys rotate`."
        )
    else:
        print("The old master key is not needed, except for backups of its time.")
    return 0


def _forget() -> int:
    from hearth.records.rotation import needs_old_master

    if os.environ.get("HEARTH_OLD_MASTER_KEYS"):
        return _refuse("The old master keys are given by HEARTH_OLD_MASTER_KEYS: take them out there.")
    if needs_old_master():
        return _refuse("The old master key is still needed: run `hearth keys rotate` first.")
    if waiting := _files_under_old_keys():
        return _refuse(
            f"{waiting} waiting uploads or exports are sealed with the old key. They go within days."
        )
    (data_folder() / "keys" / OLD_MASTER_KEYS).unlink(missing_ok=True)
    print("The old master keys are gone from here. Keep a copy as long as backups of their time.")
    return 0


def _files_under_old_keys() -> int:
    from hearth.exchange.sealed_file import PURPOSES
    from hearth.records.encryption import file_key
    from hearth.records.sealed import CannotOpen, SealedReader, is_sealed

    keys = [file_key(purpose) for purpose in PURPOSES]
    count = 0
    for path in _waiting_files():
        with path.open("rb") as file:
            if is_sealed(file):
                try:
                    SealedReader(path.open("rb"), keys).close()
                except CannotOpen:
                    count += 1
    return count


def _waiting_files() -> list[Path]:
    from django.conf import settings

    root = Path(settings.DATA)
    folders = [path for path in root.iterdir() if path.is_dir() and path.name not in _NOT_LOOKED_INTO]
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def _write(path: Path, text: str) -> None:
    """Put a file into place at once and whole, readable by this account only."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _refuse(line: str) -> int:
    print(line, file=sys.stderr)
    return _UNUSABLE
