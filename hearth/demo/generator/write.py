"""Write rows as HUD's CSV: the standard's columns in their order, text quoted, nothing for null; then the zip."""

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from hearth.hud.standard import File, standard

Answers = Mapping[str, object]

# The same instant in every zip, so that equal contents are equal files.
_ZIP_TIME = (2026, 1, 1, 0, 0, 0)
# The zip's own limit; above it a member needs the larger headers.
_LARGE = 2_000_000_000


class Sheet:
    """Turns one file's answers into lines. Prepared once, because it runs for every row."""

    def __init__(self, file: File, export_id: str) -> None:
        self.header = ",".join(column.name for column in file.columns) + "\n"
        self._empty: dict[str, object] = dict.fromkeys((column.name for column in file.columns), "")
        if "ExportID" in self._empty:
            self._empty["ExportID"] = export_id
        text = [column for column in file.columns if column.type == "string"]
        always = {column.name for column in text if not column.nullable}
        self._sometimes_text = [column.name for column in text if column.nullable]
        self._form = (
            ",".join(f'"%({name})s"' if name in always else f"%({name})s" for name in self._empty) + "\n"
        )

    def line(self, answers: Answers) -> str:
        """Give the line of a row. Raises KeyError for a column that the file does not have."""
        row = {**self._empty, **answers}
        if len(row) != len(self._empty):
            raise KeyError(f"no such column: {', '.join(row.keys() - self._empty.keys())}")
        for name in self._sometimes_text:
            if row[name] != "":
                row[name] = f'"{row[name]}"'
        return self._form % row


def sheets(export_id: str) -> dict[str, Sheet]:
    """Give the sheets of all 24 files."""
    return {name: Sheet(file, export_id) for name, file in standard().files.items()}


class Folder:
    """The 24 CSV files, open for writing side by side. A context manager."""

    def __init__(self, path: Path, export_id: str) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._files: dict[str, BinaryIO] = {}
        for name, sheet in sheets(export_id).items():
            self._files[name] = (path / f"{name}.csv").open("wb")
            self._files[name].write(sheet.header.encode())

    def write(self, lines: Mapping[str, bytes]) -> None:
        """Append lines to their files."""
        for name, text in lines.items():
            self._files[name].write(text)

    def __enter__(self) -> "Folder":
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.close()


def zip_folder(folder: Path, target: Path) -> None:
    """Pack a folder's CSV files into a zip whose bytes depend on their contents only."""
    with zipfile.ZipFile(target, "w") as archive:
        for name in standard().files:
            path = folder / f"{name}.csv"
            info = zipfile.ZipInfo(path.name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            large = path.stat().st_size > _LARGE
            with path.open("rb") as source, archive.open(info, "w", force_zip64=large) as member:
                shutil.copyfileobj(source, member, 1 << 20)
