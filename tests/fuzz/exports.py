"""Exports as nobody should send them: random ones, and good ones with something broken.

`python -m tests.fuzz.exports [SECONDS]` makes and reads them for a while (a minute unless it is said) and prints how
many were read, how many were refused and with which lines. Whatever is found becomes a test of its own beside the code
that it broke.
"""

import argparse
import csv
import io
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hearth.dataset import Dataset, UnusableInput, open_dataset
from hearth.dataset.cleanups import CLEANUPS, clean_up
from hearth.dataset.receive import FOR_A_REPORT, FOR_AN_IMPORT, received
from hearth.dataset.stage import stage
from hearth.hud.standard import standard
from hearth.quality import run
from hearth.quality.catalogue import catalogue
from tests.clean_export import clean_export
from tests.hand_made import export_zip

Files = dict[str, bytes]

NAMES = [f"{name}.csv" for name in standard().files]
NASTY = [
    *(
        "",
        " ",
        '"',
        '""',
        "'",
        ",",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\\",
        "\x1a",
        "\ufeff",
        "\u2028",
        "\u00ff",
        "\U0001f3e0",
    ),
    *(
        "=1+1",
        "-1",
        "+1",
        "@x",
        "0",
        "1",
        "99",
        "999999999",
        "1e9",
        "1.5",
        "99999999999.99",
        "NaN",
        "inf",
        "-0",
    ),
    *("2026-02-30", "0000-00-00", "9999-12-31", "2026-01-01 24:00:00", "2026-01-01T10:00:00Z", "01/31/2026"),
    *("null", "NULL", "S7", "P7", "C7", "x" * 300, "[<{", "%s", "$1", "'; drop table Client; --", "\x7f"),
]
VALUES = st.sampled_from(NASTY) | st.text(max_size=12) | st.dates().map(str) | st.integers().map(str)
BROKEN_BYTES = st.sampled_from(
    [b"\0", b"\xff", b"\x81", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xfe\xff", b'"', b"\r", b","]
)


def whole() -> Files:
    """Give the files of an export without a fault."""
    with tempfile.TemporaryDirectory() as folder:
        path = export_zip(Path(folder) / "whole.zip", clean_export())
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


WHOLE = whole()
ALWAYS = [f"{name}.csv" for name in FOR_A_REPORT]


def _table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8", errors="replace"), newline="")))


def _written(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8", errors="replace")


@st.composite
def broken_exports(draw: st.DrawFn) -> Files:
    """A good export in which a few things were changed, in cells, rows, columns, files or bytes.

    It has some of the files only: what takes the time is the number of files, not of rows.
    """
    others = draw(st.lists(st.sampled_from(sorted(WHOLE)), max_size=2))
    files = {name: WHOLE[name] for name in [*ALWAYS, *others]}
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(sorted(files)))
        change = draw(st.sampled_from(CHANGES))
        changed = change(draw, files[name])
        if changed is None:
            del files[name]
            if not files:
                break
        else:
            files[name] = changed
    return files


def _cells(draw: st.DrawFn, content: bytes) -> bytes:
    rows = _table(content)
    for _ in range(draw(st.integers(1, 8))):
        row = draw(st.sampled_from(rows[1:] or rows)) if rows else []
        if row:
            row[draw(st.integers(0, len(row) - 1))] = draw(VALUES)
    return _written(rows)


def _column(draw: st.DrawFn, content: bytes) -> bytes:
    """Give a whole column one value."""
    rows, value = _table(content), draw(VALUES)
    position = draw(st.integers(0, max(len(rows[0]) - 1, 0))) if rows else 0
    for row in rows[1:]:
        if position < len(row):
            row[position] = value
    return _written(rows)


def _header(draw: st.DrawFn, content: bytes) -> bytes:
    rows = _table(content)
    if rows and rows[0]:
        position = draw(st.integers(0, len(rows[0]) - 1))
        old = rows[0][position]
        names = st.sampled_from(
            [old.lower(), old.upper(), f" {old} ", "Woman", "HispanicLatinaeo", rows[0][0]]
        )
        rows[0][position] = draw(names | VALUES)
    return _written(rows)


def _widths(draw: st.DrawFn, content: bytes) -> bytes:
    rows = _table(content)
    row = draw(st.sampled_from(rows)) if rows else []
    if draw(st.booleans()):
        row += draw(st.lists(VALUES, max_size=3))
    elif row:
        row.pop(draw(st.integers(0, len(row) - 1)))
    return _written(rows)


def _rows(draw: st.DrawFn, content: bytes) -> bytes:
    """Repeat rows, or leave some out."""
    rows = _table(content)
    return _written(
        rows[:1] + draw(st.lists(st.sampled_from(rows[1:]), max_size=6)) if len(rows) > 1 else rows
    )


def _bytes(draw: st.DrawFn, content: bytes) -> bytes:
    position = draw(st.integers(0, len(content)))
    return content[:position] + draw(BROKEN_BYTES) + content[position + draw(st.integers(0, 3)) :]


def _cut(draw: st.DrawFn, content: bytes) -> bytes:
    return content[: draw(st.integers(0, len(content)))]


def _ends(draw: st.DrawFn, content: bytes) -> bytes:
    return content.replace(
        b"\r\n", draw(st.sampled_from([b"\n", b"\r", b"\n\n", b"\r\n\r\n", b" \r\n", b"\n\r"]))
    )


def _encoding(draw: st.DrawFn, content: bytes) -> bytes:
    text = content.decode("utf-8", errors="replace")
    return text.encode(draw(st.sampled_from(["cp1252", "utf-16", "utf-8-sig", "latin-1"])), errors="replace")


def _gone(draw: st.DrawFn, content: bytes) -> bytes | None:
    return None


def _anything(draw: st.DrawFn, content: bytes) -> bytes:
    return draw(
        st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
    )


CHANGES: list[Callable[[st.DrawFn, bytes], bytes | None]] = [
    *(
        _cells,
        _cells,
        _column,
        _column,
        _header,
        _widths,
        _rows,
        _bytes,
        _cut,
        _ends,
        _encoding,
        _gone,
        _anything,
    ),
]
RANDOM = st.dictionaries(st.sampled_from(NAMES), st.binary(max_size=300), max_size=6)
EXPORTS = broken_exports() | broken_exports() | RANDOM


def read_through(files: Files, folder: Path, checks: list[str], seen: Counter[str]) -> None:
    """Take an export through what files meet: a report's opening, or an import's staging with cleanups and checks.

    Only UnusableInput, with one line, is expected of it.
    """
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    refusal = _refusal(path, folder, checks, seen)
    assert "\n" not in refusal and len(refusal) < 1000, refusal
    seen["refused"] += bool(refusal)


def _refusal(path: Path, folder: Path, checks: list[str], seen: Counter[str]) -> str:
    """Give the line with which the export is refused; empty where it is not."""
    try:
        if checks:
            with received(path, folder, FOR_AN_IMPORT) as given, Dataset.empty() as dataset:
                dataset.connection.execute("set threads = 1")
                with_faults = len(checks) % 2 == 0
                dataset.findings += stage(dataset.connection, given, 0, folder, with_faults=with_faults)
                clean_up(dataset.connection, list(CLEANUPS))
                run(dataset, checks)
                seen["checked"] += 1
        else:
            with open_dataset([path], in_memory=True):
                seen["a report could be made"] += 1
    except UnusableInput as reason:
        return str(reason)
    return ""


def feed(seconds: float) -> Counter[str]:
    """Read exports until the time is over and count what became of them."""
    seen: Counter[str] = Counter()
    until = time.monotonic() + seconds

    @settings(
        max_examples=1_000_000,
        deadline=None,
        database=None,
        # A failure is shown as it is found: to shrink it would outlast the time.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(EXPORTS, st.lists(st.sampled_from(list(catalogue())), max_size=6))
    def each(files: Files, checks: list[str]) -> None:
        if time.monotonic() > until:
            raise _TimeIsOver
        with tempfile.TemporaryDirectory(prefix="hearth-fuzz-") as folder:
            seen["exports"] += 1
            read_through(files, Path(folder), checks, seen)

    with suppress(_TimeIsOver):
        each()
    return seen


class _TimeIsOver(Exception):
    """There is no failure; hypothesis has no other way to stop at a time."""


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.exports")
    parser.add_argument("seconds", nargs="?", type=float, default=60.0)
    for what, count in feed(parser.parse_args().seconds).items():
        print(f"{what}: {count}")


if __name__ == "__main__":
    main()
