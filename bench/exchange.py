"""P1, P2 and P3: import and export of HMIS CSV."""

import json
import shutil
from pathlib import Path

from bench.databases import Databases
from bench.launch import Broken, Measured, hearth, run
from bench.paired import Ratio, in_turn

# What `--hash` may be, and how slow it may be against COPY.
LIMITS = {"none": 2.0, "sha256": 3.0}
MOST_MEGABYTES = 1000.0
_FLOOR = ["-m", "bench.floors"]


def import_ratio(databases: Databases, archive: Path, pairs: int) -> tuple[Ratio, Ratio]:
    """Import an export: the time against the floor's (P1), and the memory against a gigabyte (P2)."""
    peaks: list[float] = []

    def ours() -> float:
        databases.fresh("ours")
        measured = run(
            hearth("import", archive, "--source", "bench", "--json"), databases.environment("ours")
        )
        _check_stored(measured, archive)
        peaks.append(measured.megabytes)
        return measured.seconds

    def floor() -> float:
        databases.fresh("floor", migrated=False)
        return run([*_FLOOR, "copy-in", str(archive)], databases.environment("floor")).seconds

    ratio = in_turn("P1 import", 3.0, ours, floor, pairs)
    memory = Ratio("P2 memory", 1.0, (max(peaks),), (MOST_MEGABYTES,))
    return ratio, memory


def export_ratio(databases: Databases, folder: Path, hashing: str, pairs: int) -> Ratio:
    """Export the database that the last import filled, against COPY of its tables (P3)."""
    out = folder / "export.zip"
    copies = folder / "copies"

    def ours() -> float:
        out.unlink(missing_ok=True)
        words = ("export", "--out", out, "--hash", hashing, "--recipient", "bench", "--purpose", "speed")
        seconds = run(hearth(*words), databases.environment("ours")).seconds
        if not out.exists():
            raise Broken("hearth export wrote no file")
        return seconds

    def floor() -> float:
        shutil.rmtree(copies, ignore_errors=True)
        return run([*_FLOOR, "copy-out", str(copies)], databases.environment("ours")).seconds

    goal = "P3 export" if hashing == "none" else "P3 hashed export"
    return in_turn(goal, LIMITS[hashing], ours, floor, pairs)


def _check_stored(measured: Measured, archive: Path) -> None:
    files = json.loads(measured.said[measured.said.index("{") :])["files"].values()
    read = sum(file["read"] for file in files)
    kept = sum(file["stored"] - file["added"] + file["refused"] for file in files)
    if not read or read != kept:
        raise Broken(f"{archive.name}: {read} rows read, {kept} stored or refused")
