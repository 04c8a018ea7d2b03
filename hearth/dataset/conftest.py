"""Small exports in HUD's CSV layout for the tests of receiving and staging."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hearth.hud.standard import standard

Export = Callable[..., Path]
Zipped = Callable[..., Path]


def csv_text(file: str, *rows: dict[str, str], year: str = "fy2026") -> str:
    """Give a HUD file as text, with the header of the standard."""
    out = io.StringIO()
    names = [column.name for column in standard(year).files[file].columns]
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Give a function that writes a small export as a folder; keywords replace the text of a file."""

    def write(name: str = "export", **files: str | bytes | None) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        usual: dict[str, str | bytes | None] = {
            "Export": csv_text("Export", {"ExportID": "X"}),
            "Organization": csv_text("Organization", {"OrganizationID": "O"}),
            "Project": csv_text("Project", {"ProjectID": "P", "OrganizationID": "O", "ProjectType": "0"}),
            "Client": csv_text("Client", {"PersonalID": "A", "DOB": "1980-01-01"}),
            "Enrollment": csv_text(
                "Enrollment",
                {"EnrollmentID": "E", "PersonalID": "A", "ProjectID": "P", "EntryDate": "2023-01-01"},
            ),
        }
        for file, text in (usual | files).items():
            if text is not None:
                content = text if isinstance(text, bytes) else text.encode()
                (folder / f"{file}.csv").write_bytes(content)
        return folder

    return write


@pytest.fixture
def zipped(tmp_path: Path) -> Zipped:
    """Give a function that zips a folder, its files under `prefix`."""

    def pack(folder: Path, prefix: str = "", name: str = "export.zip") -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(folder.iterdir()):
                archive.write(file, prefix + file.name)
        return path

    return pack
