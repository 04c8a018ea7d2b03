"""What a file is, by what it holds: its name says what somebody called it, and nothing more (ASV-06)."""

import io
import zipfile
from collections.abc import Collection
from typing import Final, NamedTuple

import puremagic
from django.utils.translation import gettext as _

from hearth.actions.refusal import NotDone, Problem

RULE = "file/type"


class FileType(NamedTuple):
    """The usual ending of its name, and its media type."""

    ending: str
    media_type: str


_JPEG = FileType("jpg", "image/jpeg")
_KNOWN_AS: Final = {
    "jfif": _JPEG,
    "jpe": _JPEG,
    "jpeg": _JPEG,
    "jpg": _JPEG,
    "tiff": FileType("tif", "image/tiff"),
    "heif": FileType("heic", "image/heic"),
}
# What Office and LibreOffice make are zips; what stands in them tells which.
_OFFICE: Final = {
    "word/": FileType("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/": FileType("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ppt/": FileType("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}
_OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument."
_OPEN_ENDINGS: Final = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
# Office's older files have one inner shape; only the name tells which it is.
_OLE: Final = {
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "msg": "application/vnd.ms-outlook",
}
_OLE_MARK: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_TEXTS: Final = {"txt": "text/plain", "csv": "text/csv"}


def type_of(content: bytes, name: str, allowed: Collection[str]) -> FileType:
    """Say what a file is. Raises NotDone for an empty one and for what is not among the allowed endings."""
    if not content:
        raise NotDone([Problem(_("This file is empty. Choose it again."), RULE)])
    found = _found(content, ending_of(name))
    if fitting := next((one for one in found if one.ending in allowed), None):
        return fitting
    what = found[0].ending if found else _("unknown")
    line = _(
        "This file cannot be kept: by what it holds it is of the kind “%(kind)s”. Kept are: %(allowed)s."
    )
    raise NotDone([Problem(line % {"kind": what, "allowed": ", ".join(sorted(allowed))}, RULE)])


def ending_of(name: str) -> str:
    """Give the ending of a file's name, in small letters without the dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _found(content: bytes, named: str) -> list[FileType]:
    """Give what the content may be, the likeliest first."""
    if content.startswith(b"PK"):
        return [_of_zip(content)]
    if content.startswith(_OLE_MARK):
        ending = named if named in _OLE else "doc"
        return [FileType(ending, _OLE[ending])]
    try:
        guesses = puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):
        return _of_text(content, named)
    best = max(guess.confidence for guess in guesses)
    return [
        _named(guess.extension.lstrip(".").lower(), guess.mime_type)
        for guess in guesses
        if guess.confidence == best
    ]


def _named(ending: str, media_type: str) -> FileType:
    return _KNOWN_AS.get(ending, FileType(ending, media_type or "application/octet-stream"))


def _of_zip(content: bytes) -> FileType:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if any(name.endswith("vbaProject.bin") for name in names):
                return FileType("macro", "application/octet-stream")
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                media_type = archive.read("mimetype").decode("ascii", "replace")
                kind = media_type.removeprefix(_OPEN_DOCUMENT)
                if kind in _OPEN_ENDINGS:
                    return FileType(_OPEN_ENDINGS[kind], media_type)
            if "[Content_Types].xml" in names:
                for folder, office in _OFFICE.items():
                    if any(name.startswith(folder) for name in names):
                        return office
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return FileType("damaged zip", "application/octet-stream")
    return FileType("zip", "application/zip")


def _of_text(content: bytes, named: str) -> list[FileType]:
    """Text has no mark of its own: it is text when it can be read as such and calls itself so."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return []
    is_text = not any(sign < " " and sign not in "\t\n\r\f" for sign in text)
    return [FileType(named, _TEXTS[named])] if is_text and named in _TEXTS else []
