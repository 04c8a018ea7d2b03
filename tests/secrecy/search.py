"""Search files for marked words, also inside zips and in the columns of Parquet and DuckDB files."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb


def files_with(marks: Sequence[str], folders: Sequence[Path], *, but: Sequence[Path] = ()) -> list[str]:
    """Give `path: mark` for each file below the folders (those below `but` left out) in which a mark is found."""
    found = []
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
            if any(path.is_relative_to(left_out) for left_out in but):
                continue
            for place, content in _contents(path):
                found += [f"{place}: {mark}" for mark in marks if mark.encode() in content]
    return found


def _contents(path: Path) -> Iterator[tuple[str, bytes]]:
    content = path.read_bytes()
    yield str(path), content
    if content[:4] == b"PAR1":
        rows = duckdb.sql(f"select * from read_parquet('{path}')").fetchall()
        yield f"{path} (rows)", repr(rows).encode()
    yield from _in_zip(str(path), content)


def _in_zip(place: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return  # one that is cut short lies there as it is, and was searched so
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            inner = archive.read(name)
            yield f"{place}!{name}", inner
            yield from _in_zip(f"{place}!{name}", inner)
