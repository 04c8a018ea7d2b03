"""What a search brings along to the form of a new client: the words, read as name, birth date or SSN."""

import re
from typing import Any

from hearth.access.search import birth_date_of, is_identifier

_WHOLE_SSN = re.compile(r"\d{3}[- ]?\d{2}[- ]?\d{4}")
_LAST_FOUR = re.compile(r"\d{4}")


def brought(words: str) -> dict[str, Any]:
    """Give the answers that the words hold, by the names of the profile's fields.

    `Clarke, Sandra` is turned round; one word alone is taken for the first name. An identifier is no answer.
    """
    words = " ".join(words.split())
    born = birth_date_of(words)
    if born is not None:
        return {"Client.DOB": born, "Client.DOBDataQuality": 1}
    if _WHOLE_SSN.fullmatch(words):
        return {"Client.SSN": words, "Client.SSNDataQuality": 1}
    if _LAST_FOUR.fullmatch(words):
        return {"Client.SSN": f"xxxxx{words}", "Client.SSNDataQuality": 2}
    if not words or is_identifier(words) or any(sign.isdigit() for sign in words):
        return {}
    last, comma, first = (part.strip() for part in words.partition(","))
    if not comma:
        first, _blank, last = words.partition(" ")
    return {"Client.FirstName": _capital(first), "Client.LastName": _capital(last) or None}


def _capital(name: str) -> str:
    """Write a name that was searched in small letters as a name; who writes capitals means them."""
    return name if name != name.lower() else " ".join(part[:1].upper() + part[1:] for part in name.split())
