"""The texts of the standard that forms show, and the Spanish catalog that holds each of them.

    python -m hearth.forms.messages     bring the catalog up to date after texts of the standard changed

The texts stand in TOML and CSV, where gettext's own readers do not look. What has no translation stays in the
catalog with an empty one, for a translator to fill in, and is shown in English.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from hearth.hud.elements import elements, offered
from hearth.hud.form_orders import form_orders
from hearth.hud.standard import standard

CATALOG = Path(__file__).parent / "locale" / "es" / "LC_MESSAGES" / "django.po"
HEADER = """\
# Spanish for the texts of the standard. A native speaker has not read it yet; an empty line is still to be translated.
# Sentences are kept in step by python -m hearth.forms.messages: change translations only.
msgid ""
msgstr ""
"Language: es\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def texts() -> Iterator[tuple[str, str]]:
    """Give each text with where it stands, in the order in which a translator would want to read them."""
    for stage, order in form_orders().items():
        yield order.title, f"form {stage}"
        yield from ((section.heading, f"form {stage}") for section in order.sections)
    known = standard()
    for number, element in elements().items():
        if not element.is_active or element.kind == "metadata":
            continue
        for text in (element.name, element.help, element.example):
            yield text, number
        for question in element.questions:
            yield question.text, number
            yield question.help, number
            yield from ((label, number) for _code, label in offered(element, question, known))


def catalog(old: Catalog) -> Catalog:
    """Give the catalog of the texts as they are now, with the translations that the old one has."""
    new = Catalog(locale="es")
    places: dict[str, list[str]] = {}
    for text, place in texts():
        # A number is the same in both languages.
        if text and not text.isdigit() and place not in places.setdefault(text, []):
            places[text].append(place)
    for text, found in places.items():
        translation = message.string if (message := old.get(text)) else ""
        new.add(text, translation, auto_comments=[", ".join(found[:8])])
    return new


def written(path: Path = CATALOG) -> str:
    """Give what the catalog's file should hold."""
    old = Catalog(locale="es")
    if path.exists():
        with path.open("rb") as file:
            old = read_po(file, locale="es")
    buffer = io.BytesIO()
    write_po(buffer, catalog(old), width=0, omit_header=True)
    return HEADER + buffer.getvalue().decode()


if __name__ == "__main__":
    CATALOG.write_text(written(), "utf-8")
