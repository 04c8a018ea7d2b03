"""Read what somebody typed to find a client: names, a birth date or year, an SSN or its last four, an identifier."""

import re
from dataclasses import dataclass
from datetime import date

from hearth.records.names import is_identifier, plain

# Digits or a month beside other signs belong to an identifier: one of 32 signs may hold 895947543 or 3dec4567.
_SSN = re.compile(r"(?<![\w-])\d{3}-?\d{2}-?\d{4}(?![\w-])", re.ASCII)
_FOUR = re.compile(r"(?<![\w-])\d{4}(?![\w-])", re.ASCII)
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPANISH = {"ene": 1, "abr": 4, "ago": 8, "dic": 12}
_MONTHS = {**{name: number for number, name in enumerate(_ENGLISH, 1)}, **_SPANISH}
_MONTH = rf"({'|'.join(_MONTHS)})[a-zé]*\.?"
_DATES = (
    # 3/12/1990, 3-12-90, 3.12.1990
    (re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)", re.ASCII), (1, 3, 4)),
    # 1990-03-12, 1990/3/12
    (re.compile(r"(?<!\d)(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?!\d)", re.ASCII), (3, 4, 1)),
    # 12 Mar 1990, 12 de marzo de 1990, 12mar1990
    (
        re.compile(rf"(?<![\w-])(\d{{1,2}})[ -]?(?:de )?{_MONTH}[ -]?(?:del? )?(\d{{4}})(?![\w-])", re.I),
        (2, 1, 3),
    ),
    # March 12, 1990
    (re.compile(rf"\b{_MONTH} (\d{{1,2}}),? (\d{{4}})(?!\d)", re.I), (1, 2, 3)),
)
# Only when nothing else stands there: 3 12 1990, 03121990, 19900312.
_BARE_DATES = (
    (re.compile(r"(\d{1,2}) (\d{1,2}) (\d{4})", re.ASCII), (1, 2, 3)),
    (re.compile(r"(\d{2})(\d{2})((?:19|20)\d{2})", re.ASCII), (1, 2, 3)),
    (re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII), (2, 3, 1)),
)
_FIRST_YEAR = 1880
# From so many signs without a digit a word may be another system's identifier.
_LONG_IDENTIFIER = 16


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed, read. `names` are plain words; `is_last_first` when a comma said so."""

    names: tuple[str, ...] = ()
    is_last_first: bool = False
    birth: date | None = None
    ssn: str = ""
    # Four digits: the end of an SSN, and beside a name perhaps the year of birth.
    four: str = ""
    identifier: str = ""

    @property
    def year(self) -> int | None:
        """The four digits as a year of birth, where they can be one."""
        year = int(self.four or 0)
        return year if _FIRST_YEAR <= year <= date.today().year else None

    @property
    def kind(self) -> str:
        """How the search is called in the log: never what was typed."""
        if self.ssn:
            return "ssn"
        beside = "birth_date" if self.birth else "ssn_last_four" if self.four else ""
        return "_and_".join(part for part in ("name" if self.names else "", beside) if part)


def read(words: str) -> Words:
    """Read the words. Digits in the form of an SSN are one; what is left beside dates and numbers are names."""
    words = " ".join(words.split())
    if found := _SSN.search(words):
        return Words(ssn=re.sub(r"\D", "", found[0]))
    born = birth_date_of(words)
    if born is not None:
        return Words(birth=born)
    born, rest = _date_in(words)
    four = ""
    if born is None and (found := _FOUR.search(rest)):
        four, rest = found[0], rest[: found.start()] + " " + rest[found.end() :]
    parts = tuple(part for part in (plain(word) for word in re.split(r"[,\s]+", rest)) if part)
    return Words(
        names=parts,
        is_last_first="," in rest,
        birth=born,
        four=four,
        identifier=words if _may_be_identifier(words) else "",
    )


def birth_date_of(words: str) -> date | None:
    """Read a birth date in the usual forms, or give None. Two-digit years never lie in the future."""
    words = " ".join(words.split())
    for form, places in (*_DATES, *_BARE_DATES):
        if (found := form.fullmatch(words)) and (born := _as_date(found, places)):
            return born
    return None


def may_be_ssn(words: str) -> bool:
    """Say whether an SSN, or a part of one, may stand in the words: that is kept nowhere in the clear.

    Digits beside a name count as well; a date that is written as one does not.
    """
    born, rest = _date_in(words)
    digits = re.search(r"[\dxX]{3,}|\d[\dxX -]{2,}", words if born is None else rest)
    return digits is not None and any(sign.isdigit() for sign in digits[0])


def _date_in(words: str) -> tuple[date | None, str]:
    """Give the date that stands among other words, and the words without it."""
    for form, places in _DATES:
        if (found := form.search(words)) and (born := _as_date(found, places)):
            return born, words[: found.start()] + " " + words[found.end() :]
    return None, words


def _as_date(found: "re.Match[str]", places: tuple[int, int, int]) -> date | None:
    month, day, year = (found[place] for place in places)
    number = _MONTHS.get(month[:3].lower()) or int(month)
    for first, second in ((number, int(day)), (int(day), number)):
        try:
            born = date(_year(year), first, second)
        except ValueError:
            continue
        if born > date.today() and len(year) == 2:
            return _a_century_before(born)
        return born
    return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else date.today().year // 100 * 100 + int(text)


def _a_century_before(born: date) -> date | None:
    try:
        return born.replace(year=born.year - 100)
    except ValueError:
        return None


def _may_be_identifier(words: str) -> bool:
    if " " in words or not words:
        return False
    return (
        any(sign.isdigit() for sign in words)
        or is_identifier(words.upper())
        or len(words) >= _LONG_IDENTIFIER
    )
