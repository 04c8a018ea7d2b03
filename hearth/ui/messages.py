"""The sentences that templates and code ask gettext for, and the catalog that says Project for Program.

    python -m hearth.ui.messages     write the vocabulary catalog anew, after sentences were added

A sentence with the word Program or Agency cannot be made at run time from a translated word, so each such
sentence has its entry; as the words change one for one, the entries are written by machine.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
VOCABULARY = PACKAGE / "vocabulary" / "project" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "_": None,
}
WORDS = {"program": "project", "programs": "projects", "agency": "organization", "agencies": "organizations"}
# A placeholder's name, %(program)s, is no word.
WORD = re.compile(r"%\([a-z_]+\)[sd]|\b(" + "|".join(WORDS) + r")\b", re.IGNORECASE)

Message = str | tuple[str, ...]


def messages(folder: Path = PACKAGE) -> Iterator[tuple[Path, Message]]:
    """Each file below `folder` that asks for a sentence, with the sentence (with its plural, where it has one)."""
    for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.py")]):
        if path.name.startswith("test_"):
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            # A cotton attribute holds its tags inside quotes; Django's reader finds them all the same.
            # Inside brackets Python reads lines whatever their indentation.
            text = f"({templatize(text)})"
        for _line, message, _comments, _context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
            yield path, message


def in_project_words(text: str) -> str:
    """The sentence in HUD's words: "Agencies and their programs" as "Organizations and their projects"."""

    def swap(match: re.Match[str]) -> str:
        word = match.group(1)
        if word is None:
            return match.group(0)
        said = WORDS[word.lower()]
        return said.capitalize() if word[0].isupper() else said

    return WORD.sub(swap, text)


def vocabulary(folder: Path = PACKAGE) -> dict[Message, Message]:
    """Each sentence that speaks of programs or agencies, with the same sentence in HUD's words."""
    said: dict[Message, Message] = {}
    for _path, message in messages(folder):
        parts = message if isinstance(message, tuple) else (message,)
        swapped = tuple(in_project_words(part) for part in parts)
        if swapped != parts:
            said[message] = swapped if isinstance(message, tuple) else swapped[0]
    return said


def write_vocabulary(path: Path = VOCABULARY) -> None:
    """Write the vocabulary catalog, its sentences in the order of the alphabet."""
    catalog = Catalog(locale="en")
    for message, swapped in sorted(vocabulary().items(), key=lambda pair: str(pair[0])):
        catalog.add(message, swapped)
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, omit_header=True, sort_output=True)
    header = (
        "# Program and Agency, said as HUD's Project and Organization (HEARTH_VOCABULARY=project).\n"
        "# Written by python -m hearth.ui.messages: do not edit.\n"
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    path.write_text(header + buffer.getvalue().decode(), encoding="utf-8")


if __name__ == "__main__":
    write_vocabulary()
