"""HUD's SHA-256 hashing of Client.csv (HMIS CSV specification FY2026, Hash Status 4): names and SSN, nothing else.

A name becomes the SHA-256 of its SOUNDEX, 64 hexadecimal signs; an SSN its last four digits in the clear, followed by
the SHA-256 of its nine signs, x where a digit is missing. What is missing stays missing.
"""

import hashlib
import unicodedata
from functools import lru_cache

from hearth.records import ssn

STATUS = 4
# The columns of Client.csv that are hashed.
NAMES = ("FirstName", "MiddleName", "LastName")

_SIGNS = 9
# A community's people share their names: most are hashed once.
_NAMES_KEPT = 20_000
_CODES = {
    letter: digit
    for digit, letters in {"1": "BFPV", "2": "CGJKQSXZ", "3": "DT", "4": "L", "5": "MN", "6": "R"}.items()
    for letter in letters
}
# Letters that fall out without parting two others of one code.
_SILENT = "HW"


@lru_cache(maxsize=_NAMES_KEPT)
def hashed_name(name: str | None) -> str | None:
    """Give the hash of a name; None for one that is empty or holds no letter."""
    sound = soundex(name or "")
    return hashlib.sha256(sound.encode()).hexdigest() if sound else None


def hashed_ssn(text: str | None) -> str | None:
    """Give the last four signs and the hash of an SSN; None where nothing of it is known.

    An SSN with fewer than nine signs is taken for its end, one with more for none: its places are not known.
    """
    signs = ssn.normal(text).rjust(_SIGNS, "x")
    if len(signs) > _SIGNS or not signs.strip("x"):
        return None
    return signs[-4:] + hashlib.sha256(signs.encode()).hexdigest()


def soundex(name: str) -> str:
    """Give the American Soundex of a name: its first letter and three digits. Accents do not count."""
    plain = unicodedata.normalize("NFKD", name).upper()
    letters = [letter for letter in plain if "A" <= letter <= "Z"]
    if not letters:
        return ""
    sound, before = letters[0], _CODES.get(letters[0], "")
    for letter in letters[1:]:
        code = _CODES.get(letter, "")
        if code and code != before:
            sound += code
        if letter not in _SILENT:
            before = code
    return sound[:4].ljust(4, "0")
