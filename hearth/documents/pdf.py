"""Make a PDF that a screen reader can read (PDF/UA-1) from a template and data.

    pdf(Path(__file__).with_name("letter.typ"), {"name": name}, title=_("A letter"), at=viewer.instant())

What people wrote reaches typst as data and can never be code. Nothing is fetched; the fonts are typst's own. The same
data at the same moment give the same bytes. A template begins where frame.typ ends: it has `data` and the frame's
functions, and writes no page setup of its own.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

_FRAME = Path(__file__).with_name("frame.typ")
# How typst says that its own fonts lack a letter: PDF/UA forbids what nobody can read.
_NO_GLYPH = "could not be displayed"


class DocumentRefused(Exception):
    """The template and the data make no document: our fault, never the reader's."""


def pdf(
    template: Path,
    data: Mapping[str, Any],
    *,
    title: str,
    at: datetime,
    language: str | None = None,
    pictures: Mapping[str, bytes] | None = None,
    mark: str = "",
    is_wide: bool = False,
) -> bytes:
    """Give the document as PDF. `at`, in the zone of the reader, is printed on each page and is the file's own date.

    `data` is anything that JSON knows; words come translated already. `language` is that of the text, of the marks on
    each page and of dates; without it, the one in use. A picture (PNG, JPEG, SVG) is shown by `picture("name")`.
    `mark` is printed on each page beside the time: who took the paper out, and what for.
    `is_wide` turns the paper, for tables of many columns.
    A letter that typst's fonts lack is taken from the machine's; then the file is tagged, but no PDF/UA.

    Raises DocumentRefused when typst refuses the template.
    """
    language = language or get_language() or "en"
    with override(language):
        marks = {
            "made": (f"{mark} · " if mark else "")
            + _("Made on %(when)s") % {"when": date_format(at, "DATETIME_FORMAT", use_l10n=True)},
            # Translators: {page} and {pages} are numbers and stay as they are.
            "page": _("Page {page} of {pages}"),
            # Translators: {title} is that of a table that began on an earlier page, and stays as it is.
            "continued": _("{title} (continued)"),
        }
    given = {
        "data": json.dumps(dict(data), ensure_ascii=False, sort_keys=True, default=str),
        "frame": json.dumps(
            {"title": title, "language": language[:2], "wide": is_wide, **marks}, sort_keys=True
        ),
        "pictures": json.dumps({name: list(content) for name, content in (pictures or {}).items()}),
    }
    source = _frame() + template.read_bytes()
    moment = int(at.astimezone(UTC).timestamp())
    try:
        return _made(source, given, moment, accessible=True)
    except typst.TypstError as refusal:
        if _NO_GLYPH not in str(refusal):
            raise DocumentRefused(f"{template.name}: {refusal}") from refusal
    return _made(source, given, moment, accessible=False)


def _made(source: bytes, given: dict[str, str], moment: int, *, accessible: bool) -> bytes:
    return typst.compile(
        source,
        format="pdf",
        font_paths=[],
        ignore_system_fonts=accessible,
        sys_inputs=given,
        pdf_standards="ua-1" if accessible else None,
        timestamp=moment,
    )


@cache
def _frame() -> bytes:
    return _FRAME.read_bytes() + b"\n"
