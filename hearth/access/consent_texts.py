"""The texts that clients read, in the version that holds: the release they sign, and the public privacy notice.

The CoC's own text holds, else the whole instance's, else the one that Hearth brings (consent_starter.toml). Texts are
public: who reads one needs no viewer.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hearth.records import clock
from hearth.records.models import ConsentText
from hearth.records.models.release import HMIS

Kind, Overlap = ConsentText.Kind, ConsentText.Overlap
LANGUAGES = ("en", "es")
_STARTER = Path(__file__).with_name("consent_starter.toml")
# Where a text is the whole instance's, or Hearth's own, its key says so.
EVERYWHERE, SHIPPED = "all", "hearth-1"


@dataclass(frozen=True, slots=True)
class Network:
    """Whom a client is asked about: each has its own yes or no."""

    code: str
    name: dict[str, str]

    def name_in(self, language: str) -> str:
        return self.name.get(language[:2]) or self.name.get("en") or next(iter(self.name.values()), self.code)


@dataclass(frozen=True, slots=True)
class Text:
    """One version of a text. `key` names it for good: "XX-501-3", "all-2", or "hearth-1"."""

    key: str
    kind: str
    coc_code: str | None
    version: int
    effective_on: date
    words: dict[str, dict[str, str]]
    networks: tuple[Network, ...]
    overlap: str

    @property
    def languages(self) -> list[str]:
        return [one for one in LANGUAGES if one in self.words] or list(self.words)

    def language_for(self, wanted: str) -> str:
        """Give the wanted language where the text has it, else the first it has."""
        return wanted[:2] if wanted[:2] in self.words else self.languages[0]

    def title(self, language: str) -> str:
        return self.words[self.language_for(language)]["title"]

    def body(self, language: str) -> str:
        return self.words[self.language_for(language)]["text"]

    def digest(self, language: str) -> str:
        """Give the SHA-256 of the very words in a language: they can be shown to be those that were signed."""
        read = f"{self.title(language)}\n\n{self.body(language)}"
        return hashlib.sha256(read.encode()).hexdigest()


def text_in_force(kind: str, coc_code: str | None, on: date) -> Text:
    """Give the text that holds in a CoC on a day."""
    rows = ConsentText.objects.filter(kind=kind, effective_on__lte=on)
    found = [row for row in rows.order_by("-version") if row.coc_id in (coc_code, None)]
    own = [row for row in found if row.coc_id is not None]
    newest = next(iter(own or found), None)
    return _told(newest) if newest else _shipped(kind)


def versions(kind: str, coc_code: str | None) -> list[Text]:
    """Give every text of a CoC or of the whole instance, the newest first, and Hearth's own at the end."""
    rows = ConsentText.objects.filter(kind=kind, coc=coc_code).order_by("-version")
    return [*(_told(row) for row in rows), _shipped(kind)]


def text_by_key(kind: str, key: str) -> Text | None:
    """Give the text of a key, whether it still holds or not; None where there is none."""
    if key == SHIPPED:
        return _shipped(kind)
    place, _dash, version = key.rpartition("-")
    if not place or not version.isdecimal():
        return None
    coc = None if place == EVERYWHERE else place
    row = ConsentText.objects.filter(kind=kind, coc=coc, version=int(version)).first()
    return _told(row) if row else None


def here_today(coc_code: str) -> tuple[str | None, date]:
    """Give a CoC of this instance by its code, or its first one, and the date there: for who reads without a login."""
    code = coc_code if coc_code in clock.zones() else next(iter(clock.zones()), None)
    return code, clock.today(code)


def _told(row: ConsentText) -> Text:
    networks = tuple(Network(one["code"], one["name"]) for one in row.networks)
    key = f"{row.coc_id or EVERYWHERE}-{row.version}"
    return Text(key, row.kind, row.coc_id, row.version, row.effective_on, row.words, networks, row.overlap)


@cache
def _shipped(kind: str) -> Text:
    told: dict[str, Any] = tomllib.loads(_STARTER.read_text("utf-8"))[kind]
    words = {
        language: {name: value.strip() for name, value in one.items()}
        for language, one in told["words"].items()
    }
    networks = tuple(Network(one["code"], one["name"]) for one in told.get("networks", ()))
    return Text(SHIPPED, kind, None, 0, told["effective_on"], words, networks, Overlap.AGENCY)


__all__ = [
    "EVERYWHERE",
    "HMIS",
    "LANGUAGES",
    "SHIPPED",
    "Kind",
    "Network",
    "Overlap",
    "Text",
    "here_today",
    "text_by_key",
    "text_in_force",
    "versions",
]
