"""People who do not exist: names, birth dates, numbers, and what is true about them wherever they stay."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from hearth.demo.generator.block import Block, Row
from hearth.demo.generator.chance import Weighted

_RACES = (
    "BlackAfAmerican",
    "White",
    "HispanicLatinao",
    "Asian",
    "AmIndAKNative",
    "NativeHIPacific",
    "MidEastNAfrican",
)
_RACE = Weighted(dict(zip(_RACES, (36, 34, 18, 4, 4, 2, 2), strict=True)))
_WARS = {
    "WorldWarII": (1941, 1945),
    "KoreanWar": (1950, 1953),
    "VietnamWar": (1964, 1975),
    "DesertStorm": (1990, 1991),
    "AfghanistanOEF": (2001, 2014),
    "IraqOIF": (2003, 2010),
    "IraqOND": (2010, 2011),
    "OtherTheater": (1992, 2000),
}
# How often 4.05-4.10 are true: of an adult, of a child.
_CONDITIONS = {
    5: (0.25, 0.04),
    6: (0.07, 0.06),
    7: (0.28, 0.05),
    8: (0.015, 0.001),
    9: (0.38, 0.08),
    10: (0.26, 0.005),
}
_KIND_OF_USE = Weighted({1: 4, 2: 3, 3: 3})
SUBSTANCE_USE, HIV = 10, 8
# The Social Security Administration assigned no number with these first three digits before June 2011, so no adult
# bears one; unlike 000, 666 and 9xx they are well formed, and HUD's checks accept them.
_AREAS = (*range(734, 750), *range(773, 900))


@dataclass(slots=True)
class Person:
    """One person: the Client row, and what their answers at each stay follow from.

    `conditions` is response and "indefinite and impairs" by disability type; `income` is dollars a month by source.
    """

    row: Row
    birth: date
    is_veteran: bool
    conditions: dict[int, tuple[int, int | None]]
    # None until somebody asks about it.
    income: dict[str, int] | None = None
    insurance: str | None = None
    is_survivor: bool = False
    # When and by whom each of the person's enrollments was entered and last changed.
    entered: list[tuple[str, str, object]] = field(default_factory=list)

    @property
    def personal_id(self) -> str:
        return str(self.row["PersonalID"])

    @property
    def has_disabling_condition(self) -> bool:
        """3.08 as it follows from 4.05-4.10."""
        return any(
            response in (1, 2, 3) and (indefinite is None or indefinite == 1)
            for response, indefinite in self.conditions.values()
        )

    def age_on(self, day: date) -> int:
        return age_on(self.birth, day)


def age_on(birth: date, day: date) -> int:
    """Give the age in whole years on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@cache
def names() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))


@cache
def _given(sex: int) -> Weighted[str]:
    return _zipf(names()["boys" if sex == 1 else "girls"], head=6)


@cache
def _surnames() -> Weighted[str]:
    """Give 1,220 surnames; the most frequent one has about 1 % of the people."""
    words = names()
    starts, ends = words["surname_starts"], words["surname_ends"]
    built = [
        starts[(place + turn) % len(starts)] + end
        for turn in range(len(starts))
        for place, end in enumerate(ends)
    ]
    mixed = [name for pair in zip(built, words["word_surnames"], strict=False) for name in pair]
    return _zipf([*mixed, *built[len(words["word_surnames"]) :]], head=15)


def _zipf(values: list[str], head: int) -> Weighted[str]:
    return Weighted({value: 1 / (rank + head) for rank, value in enumerate(values)})


def surname(rng: Random) -> str:
    """Give a surname; some are two, with a hyphen or in the Spanish way."""
    name = _surnames().pick(rng)
    chance = rng.random()
    if chance < 0.03:
        return f"{name}-{_surnames().pick(rng)}"
    if chance < 0.06:
        return f"{name} {_surnames().pick(rng)}"
    return name


def birth_at_age(rng: Random, age: int, on: date) -> date:
    """Give a birth date of somebody who has this age on a day."""
    return on - timedelta(days=round(age * 365.25) + rng.randrange(1, 364))


def make_person(
    block: Block,
    birth: date,
    family_name: str,
    *,
    missing: float,
    sex: int | None = None,
    veteran: bool | None = None,
) -> Person:
    """Make a person. `veteran` None leaves it to chance; children never are."""
    rng = block.rng
    sex = int(rng.random() < 0.55) if sex is None else sex
    is_adult = age_on(birth, block.plan.as_of) >= 18
    is_veteran = is_adult and (rng.random() < 0.03 if veteran is None else veteran)
    row: Row = {"PersonalID": block.new_key()}
    row |= _name(rng, sex, family_name, missing)
    row |= _ssn(rng, missing, is_adult)
    row |= _birth_date(rng, birth, missing)
    row["Sex"] = sex if rng.random() >= missing else rng.choice((8, 9, 99))
    row |= _race(rng, missing)
    row |= _veteran(block, birth, is_adult, is_veteran, missing)
    return Person(
        row=row,
        birth=birth,
        is_veteran=is_veteran,
        conditions=_conditions(rng, is_adult, missing),
        is_survivor=rng.random() < (0.35 if sex == 0 else 0.12),
    )


def _name(rng: Random, sex: int, family_name: str, missing: float) -> Row:
    chance = rng.random()
    if chance < missing * 0.3:
        return {"NameDataQuality": rng.choice((8, 9, 99))}
    if chance < missing * 0.3 + 0.02:
        return {
            "FirstName": rng.choice(names()["street_names"]),
            "LastName": family_name[0],
            "NameDataQuality": 2,
        }
    row: Row = {"FirstName": _given(sex).pick(rng), "LastName": family_name, "NameDataQuality": 1}
    chance = rng.random()
    if chance < 0.25:
        row["MiddleName"] = rng.choice("ABCDEGHJKLMNPRSTVW")
    elif chance < 0.4:
        row["MiddleName"] = _given(sex).pick(rng)
    if sex == 1 and rng.random() < 0.03:
        row["NameSuffix"] = rng.choice(names()["suffixes"])
    return row


def _ssn(rng: Random, missing: float, is_adult: bool) -> Row:
    chance = rng.random()
    none = (0.05 if is_adult else 0.2) + missing
    if chance < none:
        return {"SSNDataQuality": rng.choice((8, 9, 99))}
    digits = f"{rng.choice(_AREAS)}{rng.randrange(1, 100):02d}{rng.randrange(1, 10000):04d}"
    if chance < none + 0.2:
        return {"SSN": f"xxxxx{digits[5:]}", "SSNDataQuality": 2}
    return {"SSN": digits, "SSNDataQuality": 1}


def _birth_date(rng: Random, birth: date, missing: float) -> Row:
    chance = rng.random()
    if chance < missing * 0.4:
        return {"DOBDataQuality": rng.choice((8, 9, 99))}
    if chance < missing * 0.4 + 0.015:
        return {"DOB": birth.replace(month=1, day=1), "DOBDataQuality": 2}
    return {"DOB": birth, "DOBDataQuality": 1}


def _race(rng: Random, missing: float) -> Row:
    row: Row = dict.fromkeys(_RACES, 0)
    if rng.random() < missing:
        row["RaceNone"] = rng.choice((8, 9, 99))
        return row
    for _number in range(1 if rng.random() < 0.85 else rng.choice((2, 2, 2, 3))):
        row[_RACE.pick(rng)] = 1
    if rng.random() < 0.03:
        row["AdditionalRaceEthnicity"] = rng.choice(("Hmong", "Creole", "Garifuna", "Punjabi", "Mixteco"))
    return row


def _veteran(block: Block, birth: date, is_adult: bool, is_veteran: bool, missing: float) -> Row:
    rng = block.rng
    if not is_adult:
        return {"VeteranStatus": 99}
    if not is_veteran:
        return {"VeteranStatus": 0 if rng.random() >= missing else rng.choice((8, 9, 99))}
    entered = min(birth.year + rng.randrange(18, 24), block.plan.as_of.year - 1)
    separated = min(entered + rng.randrange(1, 12), block.plan.as_of.year - 1)
    row: Row = {"VeteranStatus": 1, "YearEnteredService": entered, "YearSeparated": max(entered, separated)}
    for war, (first, last) in _WARS.items():
        row[war] = int(entered <= last and separated >= first and rng.random() < 0.6)
    row["MilitaryBranch"] = rng.choice((1, 1, 1, 2, 3, 3, 4, 6, 7))
    row["DischargeStatus"] = rng.choice((1, 1, 1, 1, 2, 2, 4, 6, 7)) if rng.random() >= missing else 99
    return row


def _conditions(rng: Random, is_adult: bool, missing: float) -> dict[int, tuple[int, int | None]]:
    found: dict[int, tuple[int, int | None]] = {}
    for kind, (adult, child) in _CONDITIONS.items():
        if rng.random() < missing:
            found[kind] = (rng.choice((8, 9, 99)), None)
        elif rng.random() < (adult if is_adult else child):
            found[kind] = has_condition(rng, kind)
        else:
            found[kind] = (0, None)
    return found


def fall_ill(rng: Random, person: Person) -> None:
    """Let some people have another condition by the time they come back."""
    if rng.random() < 0.05:
        kind = rng.choice((5, 7, 9))
        person.conditions[kind] = has_condition(rng, kind)


def has_condition(rng: Random, kind: int) -> tuple[int, int | None]:
    """Give a yes to 4.05-4.10, with "indefinite and impairs" where it is asked (not of 4.06 and 4.08)."""
    response = _KIND_OF_USE.pick(rng) if kind == SUBSTANCE_USE else 1
    return response, None if kind in (6, HIV) else int(rng.random() < 0.85)
