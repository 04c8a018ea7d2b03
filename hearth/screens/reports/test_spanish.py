"""The pages of reports and of the calendar say all their own sentences in Spanish, and so do listings and charts."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from babel.messages.pofile import read_po
from django.utils.translation import override

from hearth.library.due import due_of_community
from hearth.reports.everyday.listings import LISTINGS
from hearth.ui.messages import PACKAGE, messages

# What a chart or a choice is called is kept with its run under these keys; the extractor takes them for sentences.
KEYS_OF_STORED_WORDS = {"label", "serieslabel", "title", "unit", "words"}
# So are those of what a funder asks for (due.toml).
KEYS_OF_WHAT_IS_DUE = {"name", "when", "where"}
FOLDERS = ("screens/reports", "screens/calendar", "library", "ui")


def test_reports_the_calendar_and_charts_are_there_in_spanish() -> None:
    asked = {message for folder in FOLDERS for _path, message in messages(PACKAGE / folder)}
    asked -= KEYS_OF_STORED_WORDS | KEYS_OF_WHAT_IS_DUE
    assert len(asked) > 500
    assert missing(asked) == []


def test_listings_and_their_charts_are_there_in_spanish() -> None:
    said = {words for listing in LISTINGS.values() for words in words_of(listing)}
    assert {"Program roster", "Each step is one night.", "Fullest night", "Same day"} <= said
    assert missing(said) == []


def test_what_funders_ask_for_is_there_in_spanish() -> None:
    facts = tomllib.loads((PACKAGE / "library/due.toml").read_text("utf-8"))
    asked = {one[name] for one in facts["due"] + facts["community"] for name in KEYS_OF_WHAT_IS_DUE}
    assert missing(asked) == []
    with override("es"):
        told = due_of_community()
    assert [one.name for one in told][1:3] == [
        "Medidas de desempeño del sistema (SPM)",
        "Análisis longitudinal del sistema (LSA)",
    ]
    assert told[1].when == "Una vez al año, por el año fiscal federal."


def words_of(part: Any) -> Iterator[str]:
    """Give what a listing calls itself, its columns, choices, totals and charts, and the bands of its bars."""
    if isinstance(part, dict):
        part = list(part.values())
    if isinstance(part, list | tuple):
        for one in part:
            yield from words_of(one)
    elif is_dataclass(part):
        for field in fields(part):
            value = getattr(part, field.name)
            if field.name in KEYS_OF_STORED_WORDS:
                yield value
            elif (
                field.name == "select"
                and isinstance(value, str)
                and (bands := re.search(r"\[('.*?')\]", value))
            ):
                yield from re.findall(r"'([^']+)'", bands[1])
            else:
                yield from words_of(value)


def missing(asked: set[Any]) -> list[str]:
    """Give the sentences that have no Spanish; what is counted serves as what is not, too."""
    with (PACKAGE / "locale/es/LC_MESSAGES/django.po").open("rb") as file:
        spanish = {one.id for one in read_po(file) if one.id and one.string and all(one.string)}
    known = {part for message in spanish for part in (message if isinstance(message, tuple) else (message,))}
    return sorted(str(message) for message in asked if message not in spanish and message not in known)
