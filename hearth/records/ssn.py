"""Social Security Numbers (3.02): never stored in the clear, found by digest."""

import re
from dataclasses import dataclass
from typing import Any

from hearth.records.encryption import KeyInUse, decrypt, digest, digests, encrypt

# HUD's form for a partial number: nine signs with x at the missing places.
_FORM = re.compile(r"[0-9x]{9}")
_OTHER_SIGNS = re.compile(r"[^0-9xX]")
# What the digests are for: each purpose gives another digest of the same digits.
_WHOLE, _LAST_FOUR = "ssn", "ssn last four"


@dataclass(frozen=True, slots=True)
class StoredSSN:
    """The three columns of Client that hold an SSN."""

    ssn_encrypted: bytes | None
    ssn_digest: bytes | None
    ssn_last_four_digest: bytes | None

    def columns(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def normal(text: str | None) -> str:
    """Give an SSN as HUD writes it: nine signs, x where a digit is missing. `1234` alone means the last four."""
    signs = _OTHER_SIGNS.sub("", text or "").lower()
    return signs.rjust(9, "x") if len(signs) == 4 else signs


def as_hud_writes(text: str | None) -> str | None:
    """Give an SSN in HUD's form where it fits (123-45-6789 was typed), and what does not fit as it is.

    Nine signs stay as their source wrote them, X for x too.
    """
    signs = normal(text)
    return signs if text and len(text) != len(signs) and _FORM.fullmatch(signs) else text


def stored(text: str | None, under: KeyInUse) -> StoredSSN:
    """Encrypt an SSN under a data key and make its digests.

    What a source sent is kept verbatim, odd forms too (an export must give it back); a digest is made only of
    what a person could search for: nine digits, or four known last ones.
    """
    if not text:
        return StoredSSN(None, None, None)
    signs = normal(text)
    last_four = signs[-4:] if _FORM.fullmatch(signs) and signs[-4:].isdigit() else None
    return StoredSSN(
        ssn_encrypted=encrypt(text, under),
        ssn_digest=whole_digest(signs) if signs.isdigit() and len(signs) == 9 else None,
        ssn_last_four_digest=last_four_digest(last_four) if last_four else None,
    )


def clear(ssn_encrypted: bytes | memoryview | None) -> str:
    """Give the SSN in the clear, or nothing. Raises Unreadable when the key is gone."""
    return decrypt(bytes(ssn_encrypted)) if ssn_encrypted else ""


def whole_digest(nine_digits: str) -> bytes:
    """Give the digest that a whole SSN is stored with."""
    return digest(_WHOLE, nine_digits)


def whole_digests(nine_digits: str) -> list[bytes]:
    """Give the digests to look a whole SSN up by: more than one while keys change."""
    return digests(_WHOLE, nine_digits)


def last_four_digest(four_digits: str) -> bytes:
    """Give the digest that the last four digits are stored with."""
    return digest(_LAST_FOUR, four_digits)


def last_four_digests(four_digits: str) -> list[bytes]:
    """Give the digests to look the last four digits up by: more than one while keys change."""
    return digests(_LAST_FOUR, four_digits)
