"""In, out, in again, out again: nothing that HUD's specification carries is lost, and what differs has a reason.

    python -m tests.conformance.round_trip EXPORT.zip [--keep FOLDER]

imports an export into an empty database, exports it, imports that into a second empty database and exports again. The
two exports must be equal row by row. The first is compared with the original; each difference is printed with its
reason, and one without a reason ends with status 1.
"""

import argparse
import csv
import io
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hearth.hud.standard import standard
from tests.conformance.carried import reason_of_cell, reason_of_lost_row, reason_of_new_row
from tests.instance import Instance

# New in each export, by the specification: the id and the time of the export, and the database that made it.
OWN_TO_EACH_EXPORT = {"ExportID", "ExportDate", "ImplementationID"}
UNEXPLAINED = "NO REASON KNOWN"

Row = dict[str, str]
Files = dict[str, dict[str, Row]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows or cells of one column that are not as they came, why, and the key of the first."""

    file: str
    column: str
    reason: str
    count: int
    first: str


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """The original and the two exports."""

    original: Path
    first: Path
    second: Path

    def unequal(self) -> list[str]:
        """Give the files of the two exports whose sorted rows are not equal byte for byte."""
        with zipfile.ZipFile(self.first) as one, zipfile.ZipFile(self.second) as other:
            return [name for name in one.namelist() if _sorted_lines(one, name) != _sorted_lines(other, name)]

    def differences(self) -> list[Difference]:
        """Give what of the original the first export does not carry as it came, with reasons."""
        came, went = read(self.original), read(self.first)
        counts: Counter[tuple[str, str, str]] = Counter()
        first: dict[tuple[str, str, str], str] = {}
        for file, column, reason, key in _all(came, went):
            place = (file, column, reason or UNEXPLAINED)
            counts[place] += 1
            first.setdefault(place, key)
        return [Difference(*place, count, first[place]) for place, count in sorted(counts.items())]


def make_round_trip(original: Path, folder: Path) -> RoundTrip:
    """Import and export twice, each time in an instance of its own below `folder`."""
    first, second = folder / "first.zip", folder / "second.zip"
    for came, went, data in ((original, first, folder / "one"), (first, second, folder / "two")):
        instance = Instance(data)
        instance.hearth("import", came, "--source", "Original")
        instance.hearth("export", "--out", went, "--recipient", "Round trip", "--purpose", "Comparison")
    return RoundTrip(original, first, second)


def read(path: Path) -> Files:
    """Read an export as text: file -> key -> row, with HUD's spelling of the columns."""
    files: Files = {}
    with zipfile.ZipFile(path) as archive:
        members = {name.lower(): name for name in archive.namelist()}
        for file in standard().files.values():
            files[file.name] = {}
            member = members.get(f"{file.name}.csv".lower())
            if member is None or file.name == "Export":
                continue
            spelled = {column.name.lower(): column.name for column in file.columns}
            with archive.open(member) as content:
                for raw in csv.DictReader(io.TextIOWrapper(content, "utf-8-sig", newline="")):
                    row = {
                        spelled[name.lower()]: value for name, value in raw.items() if name.lower() in spelled
                    }
                    files[file.name][row[file.key.name]] = row
    return files


def _all(came: Files, went: Files) -> Iterator[tuple[str, str, str | None, str]]:
    for file in standard().files.values():
        sent, back = came[file.name], went[file.name]
        for key in sent.keys() - back.keys():
            yield file.name, "(whole row)", reason_of_lost_row(file.name, sent[key], came), key
        for key in back.keys() - sent.keys():
            yield file.name, "(new row)", reason_of_new_row(file.name, key, came), key
        for key in sorted(sent.keys() & back.keys()):
            for column in file.columns:
                before, after = sent[key].get(column.name, ""), back[key][column.name]
                if before != after and column.references != "Export":
                    yield file.name, column.name, reason_of_cell(column, before, after), key


def _sorted_lines(archive: zipfile.ZipFile, name: str) -> list[bytes]:
    """Give a file's rows in order, without what is new in each export."""
    with archive.open(name) as content:
        rows = csv.reader(io.TextIOWrapper(content, "utf-8", newline=""))
        header = next(rows)
        kept = [place for place, column in enumerate(header) if column not in OWN_TO_EACH_EXPORT]
        return sorted("\x1f".join(row[place] for place in kept).encode() for row in rows)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance.round_trip", description=__doc__)
    parser.add_argument("export", type=Path, metavar="EXPORT.zip")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the two exports stay")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hearth-round-trip-") as scratch:
        folder = args.keep or Path(scratch)
        trip = make_round_trip(args.export.resolve(), folder.resolve())
        unequal, differences = trip.unequal(), trip.differences()
    for one in differences:
        print(f"{one.file}.{one.column}: {one.count:,} ({one.reason}); first: {one.first}")
    print(f"Second export: {'NOT equal in ' + ', '.join(unequal) if unequal else 'equal in all rows'}.")
    return 1 if unequal or any(one.reason == UNEXPLAINED for one in differences) else 0


if __name__ == "__main__":
    sys.exit(main())
