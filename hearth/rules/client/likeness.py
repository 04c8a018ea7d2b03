"""How likely two records are of one person: a score from 0 to 1, and why.

Each thing that agrees or differs is worth what it tells (the logarithm of how much more often it happens between two
records of one person than between two persons); the sum becomes a probability. Two that only look alike, twins and
father and son of one name, are 0. Source: PRODUCT.md C7 and D1; the figures were set on our generator's labelled pairs
(python -m bench --goals stops).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hearth.rules.client.name_likeness import Agreement, agreement

# Above it a worker is stopped: set for precision. Above SHOWN a record is worth showing.
STOPS, SHOWN = 0.95, 0.1
# Before anything is known, two records are hardly ever of one person.
_BEFORE = -9.5
_FIRST = {
    Agreement.SAME: 4.0,
    Agreement.NICKNAME: 3.2,
    Agreement.TYPO: 3.0,
    Agreement.PART: 2.5,
    Agreement.SOUND: 2.0,
    Agreement.BEGINNING: 1.5,
    Agreement.INITIAL: 0.7,
}
_LAST = {
    Agreement.SAME: 4.5,
    Agreement.NICKNAME: 2.0,
    Agreement.TYPO: 3.8,
    Agreement.PART: 3.0,
    Agreement.SOUND: 2.5,
    Agreement.BEGINNING: 1.0,
    Agreement.INITIAL: 0.3,
}
_OTHER_FIRST, _OTHER_LAST, _SWAPPED = -3.5, -2.5, -0.5
_SSN, _LAST_FOUR, _OTHER_SSN, _OTHER_LAST_FOUR = 11.0, 6.0, -3.0, -2.5
_BIRTH = {"birth_date": 7.5, "birth_date_swapped": 5.0, "birth_date_digit": 4.0, "birth_year": 2.0}
# A birth date that somebody guessed tells less, whether it agrees or not.
_APPROXIMATE, _APPROXIMATE_DATE = -2.0, 3.0
_OTHER_BIRTH = -6.0
_SAME_SEX, _OTHER_SEX = 0.4, -1.5
_MIDDLE, _OTHER_SUFFIX = 0.8, -3.0
_GENERATION = 12
_SUFFIXES = {"ii": "jr", "junior": "jr", "2nd": "jr", "senior": "sr", "i": "sr", "iii": "iii", "3rd": "iii"}
_REASON = {
    Agreement.NICKNAME: "nickname",
    Agreement.TYPO: "typo",
    Agreement.PART: "part_of_name",
    Agreement.SOUND: "sound",
    Agreement.BEGINNING: "beginning",
    Agreement.INITIAL: "initial",
}


@dataclass(frozen=True, slots=True)
class PersonName:
    """One name of a person in plain words; either part may be empty."""

    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of a person. The first of `names` is the one in use, the others are aliases.

    `ssn` and `last_four` are compared for equality only: digits or digests, but on both sides the same.
    """

    names: tuple[PersonName, ...] = ()
    middle: str = ""
    suffix: str = ""
    birth: date | None = None
    birth_is_exact: bool = True
    ssn: bytes | str | None = None
    last_four: bytes | str | None = None
    sex: int | None = None
    # Met without a name, or unwilling to be named: never matched by itself.
    is_unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Likeness:
    """The score, and stable keys of what it rests on."""

    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Names:
    weight: float
    reasons: tuple[str, ...]
    # None: one of the two is not known.
    first_agrees: bool | None
    last_agrees: bool | None


def likeness(one: PersonFacts, other: PersonFacts) -> Likeness:
    """Say how likely two records are of one person."""
    if one.is_unnamed or other.is_unnamed:
        return Likeness(0.0)
    names = _best_names(one, other)
    ssn_weight, ssn_reasons = _ssn(one, other)
    birth_weight, birth_reason = _birth(one, other)
    if _is_twin(names, birth_reason, ssn_reasons):
        return Likeness(0.0, ("twin",))
    suffix = _suffix(one, other, ssn_reasons)
    if suffix is None:
        return Likeness(0.0, ("generation",))
    total = _BEFORE + names.weight + ssn_weight + birth_weight + suffix + _sex(one, other)
    if one.middle and other.middle and one.middle[0] == other.middle[0]:
        total += _MIDDLE
    reasons = (*ssn_reasons, *names.reasons, *([birth_reason] if birth_reason else []))
    return Likeness(1 / (1 + math.exp(-total)), reasons)


def birth_agreement(one: date, other: date) -> str:
    """Say how two birth dates agree: the same, day and month swapped, one digit off, or nothing."""
    if one == other:
        return "birth_date"
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return "birth_date_swapped"
    pairs = list(zip(f"{one:%Y%m%d}", f"{other:%Y%m%d}", strict=True))
    differing = [place for place, (mine, yours) in enumerate(pairs) if mine != yours]
    if len(differing) == 1:
        return "birth_date_digit"
    if len(differing) == 2 and differing[1] - differing[0] == 1:
        first, second = (pairs[place] for place in differing)
        return "birth_date_digit" if first == second[::-1] else ""
    return ""


def _best_names(one: PersonFacts, other: PersonFacts) -> _Names:
    nothing = _Names(0.0, (), None, None)
    mine, yours = one.names or (PersonName(),), other.names or (PersonName(),)
    best: _Names | None = None
    for place, name in enumerate(mine):
        for position, against in enumerate(yours):
            found = _names(name, against, one.middle, other.middle)
            if place or position:
                found = _Names(found.weight, ("alias", *found.reasons), found.first_agrees, found.last_agrees)
            if best is None or found.weight > best.weight:
                best = found
    return best or nothing


def _names(one: PersonName, other: PersonName, middle: str, other_middle: str) -> _Names:
    straight = _in_order(one, other, middle, other_middle)
    if not (one.first and one.last and other.first and other.last):
        return straight
    turned = _in_order(PersonName(one.last, one.first), other, "", "")
    if turned.weight + _SWAPPED <= straight.weight or not (turned.first_agrees and turned.last_agrees):
        return straight
    reasons = tuple(reason for reason in turned.reasons if reason != "name")
    return _Names(turned.weight + _SWAPPED, ("swapped_names", *reasons), True, True)


def _in_order(one: PersonName, other: PersonName, middle: str, other_middle: str) -> _Names:
    first, first_agrees = _part(one.first, other.first, _FIRST, _OTHER_FIRST)
    last, last_agrees = _part(one.last, other.last, _LAST, _OTHER_LAST)
    weight = first[0] + last[0]
    reasons = [reason for reason in dict.fromkeys((first[1], last[1])) if reason]
    if first_agrees is False and (
        (len(middle) > 1 and middle == other.first) or (len(other_middle) > 1 and other_middle == one.first)
    ):
        weight, first_agrees = weight - _OTHER_FIRST + _FIRST[Agreement.PART], True
        reasons.append("middle_name")
    if first_agrees and last_agrees and not reasons:
        reasons = ["name"]
    return _Names(weight, tuple(reasons), first_agrees, last_agrees)


def _part(
    one: str, other: str, weights: dict[Agreement, float], otherwise: float
) -> tuple[tuple[float, str], bool | None]:
    if not one or not other:
        return (0.0, ""), None
    how = agreement(one, other)
    if how is None:
        return (otherwise, ""), False
    return (weights[how], _REASON.get(how, "")), True


def _ssn(one: PersonFacts, other: PersonFacts) -> tuple[float, tuple[str, ...]]:
    if one.ssn and other.ssn:
        if one.ssn == other.ssn:
            return _SSN, ("ssn",)
        alike = bool(one.last_four) and one.last_four == other.last_four
        return (0.0, ("last_four",)) if alike else (_OTHER_SSN, ())
    if one.last_four and other.last_four:
        return (_LAST_FOUR, ("last_four",)) if one.last_four == other.last_four else (_OTHER_LAST_FOUR, ())
    return 0.0, ()


def _birth(one: PersonFacts, other: PersonFacts) -> tuple[float, str]:
    if one.birth is None or other.birth is None:
        return 0.0, ""
    is_exact = one.birth_is_exact and other.birth_is_exact
    how = birth_agreement(one.birth, other.birth)
    if how:
        return (_BIRTH[how] if is_exact else _APPROXIMATE_DATE), how
    if is_exact:
        return _OTHER_BIRTH, ""
    if one.birth.year == other.birth.year:
        return _BIRTH["birth_year"], "birth_year"
    return (0.0 if abs(one.birth.year - other.birth.year) == 1 else _APPROXIMATE), ""


def _is_twin(names: _Names, birth_reason: str, ssn_reasons: Sequence[str]) -> bool:
    """Two of one last name, born on one day, with other first names: brothers and sisters, unless an SSN says more."""
    return (
        birth_reason == "birth_date"
        and names.last_agrees is True
        and names.first_agrees is False
        and not ssn_reasons
    )


def _suffix(one: PersonFacts, other: PersonFacts, ssn_reasons: Sequence[str]) -> float | None:
    """Give the weight of Jr and Sr; None for two of one family whose suffix differs and who are a generation apart."""
    mine, yours = (_plain_suffix(person.suffix) for person in (one, other))
    if mine == yours:
        return 0.0
    apart = one.birth and other.birth and abs(one.birth.year - other.birth.year) >= _GENERATION
    if apart and "ssn" not in ssn_reasons:
        return None
    return _OTHER_SUFFIX if mine and yours else 0.0


def _plain_suffix(suffix: str) -> str:
    plain = suffix.strip(" .,").casefold()
    return _SUFFIXES.get(plain, plain)


def _sex(one: PersonFacts, other: PersonFacts) -> float:
    # 8, 9 and 99 say nothing about anybody (3.07).
    if one.sex not in (0, 1) or other.sex not in (0, 1):
        return 0.0
    return _SAME_SEX if one.sex == other.sex else _OTHER_SEX
