"""Receive an HMIS CSV export: a zip or a folder, from somebody we need not trust.

A zip is unpacked into a private folder that is removed when the work ends, whatever happens. Only the
files of the standard are unpacked, under names of our own, so a member's path never decides where
something is written.
"""

import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from threading import Lock

from hearth.dataset.finding import UnusableInput
from hearth.dataset.reads import Reads
from hearth.hud.standard import standard

# An export of two million enrollments has files of a few gigabytes, and HMIS CSV compresses about 20:1.
LARGEST_MEMBER = 20 * 1024**3
LARGEST_EXPORT = 60 * 1024**3
# The whole of what comes out is held against the size of the zip itself, which cannot lie.
LARGEST_RATIO = 200
# Below this size a high ratio is harmless: a column of zeros in a small file compresses very well.
RATIO_MATTERS_ABOVE = 50 * 1024**2
MOST_MEMBERS = 1000
# More keep each other waiting on the disk, and each takes memory of its own.
MOST_FILES_AT_ONCE = 2
_CHUNK = 1024 * 1024

# What a report on people cannot do without. HUD always requires Export.csv; an export of project descriptors has no
# clients, and a partial one need not repeat its projects. Stays without their clients are half an export.
FOR_A_REPORT = ("Client", "Enrollment", "Export", "Organization", "Project")
FOR_AN_IMPORT = ("Export",)


@contextmanager
def received(
    path: Path,
    folder: Path | None = None,
    required: Sequence[str] = FOR_A_REPORT,
    reads: Reads | None = None,
) -> Iterator[dict[str, Path]]:
    """Open an export and give the path of each HUD file in it, by HUD's file name without `.csv`.

    A zip is unpacked in `folder`, or where temporary files lie on this machine. With `reads` only the files are given
    of which something is read.

    Raises UnusableInput when the path is no folder and no whole zip, when a zip is unsafe, or when a
    required file is not in it.
    """
    if not path.exists():
        raise UnusableInput(f"{path}: there is no such file or folder.")
    with tempfile.TemporaryDirectory(prefix="hearth-input-", dir=folder) as private:
        files = in_folder(path, reads) if path.is_dir() else unpack(path, Path(private), reads)
        needed = dict.fromkeys([*required, "Client"] if "Enrollment" in files else required)
        missing = [name for name in needed if name not in files]
        if missing:
            names = ", ".join(f"{name}.csv" for name in missing)
            raise UnusableInput(f"{path.name}: not a complete HMIS CSV export, {names} missing.")
        yield files


def _hud_name(file_name: str) -> str | None:
    """Give HUD's spelling of a file name such as CLIENT.CSV, or None where HUD has no such file."""
    names = {f"{name}.csv".lower(): name for name in standard().files}
    return names.get(file_name.lower())


def in_folder(folder: Path, reads: Reads | None = None) -> dict[str, Path]:
    """Give the HUD files of a folder. Raises UnusableInput where one is there twice, or is a link to elsewhere."""
    files: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        name = _hud_name(path.name)
        if name is None or not path.is_file():
            continue
        if not path.resolve().is_relative_to(folder.resolve()):
            raise UnusableInput(f"{folder.name}: unsafe, {path.name} is a link to a file elsewhere.")
        if name in files:
            raise UnusableInput(
                f"{folder.name}: {name}.csv is in it twice ({files[name].name}, {path.name})."
            )
        files[name] = path
    return {name: path for name, path in files.items() if _is_read(name, reads)}


def _is_read(name: str, reads: Reads | None) -> bool:
    return reads is None or reads.has_file(standard().files[name])


def unpack(path: Path, private: Path, reads: Reads | None = None) -> dict[str, Path]:
    """Unpack the HUD files of a zip into a folder. Raises UnusableInput where it is damaged or unsafe."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(path.name, archive)
            room = min(LARGEST_EXPORT, max(path.stat().st_size * LARGEST_RATIO, RATIO_MATTERS_ABOVE))
            if sum(member.file_size for member in members.values()) > room:
                raise UnusableInput(f"{path.name}: says that it unpacks to far more than an export holds.")
        targets = {name: private / f"{name}.csv" for name in members if _is_read(name, reads)}
        _unpack_members(path, {target: members[name] for name, target in targets.items()}, _Room(room))
        return targets
    except zipfile.BadZipFile as reason:
        words = "the zip is damaged or cut short" if _begins_as_zip(path) else "not a zip file"
        raise UnusableInput(f"{path.name}: {words}.") from reason
    except (zlib.error, EOFError) as reason:
        raise UnusableInput(f"{path.name}: the zip is damaged or cut short.") from reason
    except (NotImplementedError, RuntimeError) as reason:
        words = "the zip is encrypted or compressed in a way that cannot be read"
        raise UnusableInput(f"{path.name}: {words}.") from reason


def _begins_as_zip(path: Path) -> bool:
    with path.open("rb") as content:
        return content.read(2) == b"PK"


def _members(zip_name: str, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Choose the HUD files of an archive; they may lie in one folder of any name."""
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise UnusableInput(f"{zip_name}: holds {len(infos)} files, an HMIS CSV export has 24.")
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        inside = PurePosixPath(info.filename.replace("\\", "/"))
        if inside.is_absolute() or ".." in inside.parts or ":" in info.filename:
            raise UnusableInput(f"{zip_name}: unsafe, a file in it wants to be written outside its folder.")
        name = _hud_name(inside.name)
        # A Mac adds a shadow of each file to a zip.
        if info.is_dir() or name is None or "__MACOSX" in inside.parts:
            continue
        if stat.S_ISLNK(info.external_attr >> 16):
            raise UnusableInput(f"{zip_name}: unsafe, {name}.csv in it is a link to another file.")
        if name in members:
            raise UnusableInput(f"{zip_name}: {name}.csv is in it more than once.")
        members[name] = info
    return members


class _Room:
    """How many bytes may still come out of a zip, which several threads unpack."""

    def __init__(self, left: int) -> None:
        self._left = left
        self._lock = Lock()

    def has(self, amount: int) -> bool:
        """Take an amount; False where there is less."""
        with self._lock:
            self._left -= amount
            return self._left >= 0


def _unpack_members(path: Path, members: Mapping[Path, zipfile.ZipInfo], room: _Room) -> None:
    """Unpack each member to its place, two at once and the longest first: to unpack takes as long as to read."""
    longest_first = sorted(members, key=lambda target: members[target].file_size, reverse=True)
    with ThreadPoolExecutor(MOST_FILES_AT_ONCE, "unpacking") as threads:
        unpacked = [
            threads.submit(_unpack_member, path, members[target], target, room) for target in longest_first
        ]
        try:
            for each in unpacked:
                each.result()
        except BaseException:
            threads.shutdown(cancel_futures=True)
            raise


def _unpack_member(path: Path, info: zipfile.ZipInfo, target: Path, room: _Room) -> None:
    """Unpack one member, counting what really comes out: the sizes in a zip's index may lie."""
    written = 0
    # Each thread opens the zip for itself: what one handle counts is not safe among several.
    with zipfile.ZipFile(path) as archive, archive.open(info) as source, target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > LARGEST_MEMBER or not room.has(len(chunk)):
                raise UnusableInput(f"{path.name}: {target.name} unpacks to far more than an export holds.")
            out.write(chunk)
            if shutil.disk_usage(target.parent).free < 2 * _CHUNK:
                raise UnusableInput(f"{path.name}: there is no room to unpack it.")
