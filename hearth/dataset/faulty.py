"""Open an export with all its faults, to report them: where `open_dataset` refuses, this takes what can be read."""

import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from hearth.dataset.dataset import Dataset
from hearth.dataset.finding import Finding, UnusableInput
from hearth.dataset.receive import in_folder, unpack
from hearth.dataset.stage import stage
from hearth.hud.standard import standard


def open_with_faults(paths: Sequence[Path], *, in_memory: bool = False) -> Dataset:
    """Open one or several exports (zips or folders) as one data set, whatever is wrong with them.

    Missing files and columns are empty, surplus ones are left out, values that do not fit are null; every fault is in
    `findings`, each with its kind. A file that is no zip gives a data set without rows and one finding.
    Raises UnusableInput where there is nothing to report on: no such path, an unsafe or damaged zip.
    """
    dataset = Dataset.empty(in_memory=in_memory)
    try:
        for number, path in enumerate(paths):
            found = _received_with_faults(dataset, path, number)
            dataset.findings += [replace(finding, input=number) for finding in found]
        dataset.count_each_key_once()
    except BaseException:
        dataset.close()
        raise
    return dataset


def _received_with_faults(dataset: Dataset, path: Path, number: int) -> list[Finding]:
    if not path.exists():
        raise UnusableInput(f"{path}: there is no such file or folder.")
    if not path.is_dir() and not zipfile.is_zipfile(path):
        return [Finding(path.name[:60], 0, "", "is not a zip file", None, "zip")]
    with (
        tempfile.TemporaryDirectory(prefix="hearth-input-") as unpacked,
        tempfile.TemporaryDirectory(prefix="hearth-stage-") as private,
    ):
        files = in_folder(path) if path.is_dir() else unpack(path, Path(unpacked))
        findings = [] if path.is_dir() else _in_a_folder(path)
        findings += [
            Finding(name, 0, "", "is not in the export", None, "missing")
            for name in standard().files
            if name not in files
        ]
        findings += stage(dataset.connection, files, number, Path(private), with_faults=True)
    repeated = dataset.find_repeated_keys(number)
    return findings + [replace(finding, kind="repeated") for finding in repeated]


def _in_a_folder(path: Path) -> list[Finding]:
    """Tell the first HUD file that lies in a folder of the zip instead of at its top."""
    known = {f"{name}.csv".lower(): name for name in standard().files}
    with zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            inside = PurePosixPath(member.replace("\\", "/"))
            if inside.name.lower() in known and len(inside.parts) > 1 and "__MACOSX" not in inside.parts:
                words = "lies in a folder of the zip"
                return [Finding(known[inside.name.lower()], 0, "", words, None, "folder")]
    return []
