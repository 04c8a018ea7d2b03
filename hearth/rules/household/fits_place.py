"""Whether a household is of those for whom a unit or a bed is (PRODUCT.md N3). It warns and never refuses.

HUD: 2.07.4 for kinds of household, 2.07.7 to 2.07.13 for veterans and youth; youth are households whose members are
all under 25. What is not known of somebody speaks against nobody, except that a veteran is one only by the record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hearth.rules.facts import Broken

RULE = "household/fits_place"

WITHOUT_CHILDREN, WITH_CHILDREN, ONLY_CHILDREN = 1, 3, 4
FEMALE, MALE = 0, 1
_ADULT: Final = 18
_NO_YOUTH: Final = 25
_YES: Final = 1


@dataclass(frozen=True, slots=True)
class Place:
    """A unit or a bed, and whom it is for. What is None or false is not asked; `sex` is a code of 4.21."""

    name: str
    household_type: int | None = None
    most_people: int | None = None
    sex: int | None = None
    for_veterans: bool = False
    for_youth: bool = False

    @property
    def is_for_anybody(self) -> bool:
        """Whether it asks nothing."""
        asked = (self.household_type, self.most_people, self.sex)
        return not (self.for_veterans or self.for_youth or any(one is not None for one in asked))


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the household: the age on the day, and the codes of 4.21 and 3.07."""

    age: int | None
    sex: int | None = None
    veteran_status: int | None = None


def misfits(place: Place, household: Sequence[Person]) -> list[Broken]:
    """Give why a household does not fit, a sentence each; nothing where it does or nothing is known against it."""
    said = [
        _of_kind(place, [one.age for one in household]),
        _of_number(place, len(household)),
        _of_sex(place, {one.sex for one in household}),
        place.for_veterans
        and all(one.veteran_status != _YES for one in household)
        and "%(place)s is for veterans, and nobody in the household is recorded as one.",
        place.for_youth
        and any(one.age is not None and one.age >= _NO_YOUTH for one in household)
        and "%(place)s is for youth, and somebody in the household is 25 or older.",
    ]
    values = {"place": place.name, "most": place.most_people}
    return [Broken(RULE, text, values) for text in said if text]


def _of_kind(place: Place, ages: Sequence[int | None]) -> str:
    known = [age for age in ages if age is not None]
    children, adults = any(age < _ADULT for age in known), any(age >= _ADULT for age in known)
    all_known = len(known) == len(ages)
    if place.household_type == WITHOUT_CHILDREN and children:
        return "%(place)s is for households without children, and there is a child in this one."
    if place.household_type == ONLY_CHILDREN and adults:
        return "%(place)s is for households with only children, and there is an adult in this one."
    if place.household_type == WITH_CHILDREN and all_known and not (children and adults):
        return "%(place)s is for households with an adult and a child, and this one is not."
    return ""


def _of_number(place: Place, number: int) -> str:
    if place.most_people is None or number <= place.most_people:
        return ""
    return "%(place)s is for households of at most %(most)s, and there are more people in this one."


def _of_sex(place: Place, sexes: set[int | None]) -> str:
    if place.sex == FEMALE and MALE in sexes:
        return "%(place)s is for women and girls, and somebody in the household is recorded as male."
    if place.sex == MALE and FEMALE in sexes:
        return "%(place)s is for men and boys, and somebody in the household is recorded as female."
    return ""
