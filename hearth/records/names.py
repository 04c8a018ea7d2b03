"""Names as they are searched, and the identifier that is spoken instead of a name."""

import re
import unicodedata
import uuid

# No 0/O, 1/I/L, 5/S, 8/B, 2/Z: the identifier is read aloud and copied by hand.
_LETTERS = "34679ACDEFGHJKMNPQRTUVWXY"
_IDENTIFIER_LENGTH = 9
_IDENTIFIERS = len(_LETTERS) ** _IDENTIFIER_LENGTH
# The first sign counts least.
_THREE_SIGNS = [one + two + three for three in _LETTERS for two in _LETTERS for one in _LETTERS]


def plain(name: str | None) -> str:
    """Give a name as it is searched: small letters and digits without accents, apostrophes, hyphens or blanks."""
    if name and name.isascii() and name.isalpha():
        return name.lower()  # nearly every name, and nothing else would become of it
    decomposed = unicodedata.normalize("NFKD", name or "")
    return "".join(sign for sign in decomposed.casefold() if sign.isalnum())


def plain_words(name: str | None) -> str:
    """Give the words of a name as they are compared: `García-López` is `garcia lopez`."""
    words = (plain(word) for word in re.split(r"[\s\-‐–]+", name or ""))
    return " ".join(word for word in words if word)


def is_identifier(text: str) -> bool:
    """Say whether a text has the shape of a client's nine-sign identifier, which may happen to have no digit."""
    return len(text) == _IDENTIFIER_LENGTH and set(text) <= set(_LETTERS)


def unique_identifier(client_id: uuid.UUID) -> str:
    """Give a client's nine-sign identifier. It follows from the id, so an import can write it without looking."""
    return identifier_of_number(client_id.int)


def identifier_of_number(number: int) -> str:
    """Give the identifier that belongs to a client's id as a number."""
    # Three signs at once, because an import makes a million of them.
    rest, first = divmod(number % _IDENTIFIERS, len(_THREE_SIGNS))
    last, second = divmod(rest, len(_THREE_SIGNS))
    return f"{_THREE_SIGNS[first]}{_THREE_SIGNS[second]}{_THREE_SIGNS[last]}"
