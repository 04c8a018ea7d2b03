"""Households: who comes together, from one person to nine."""

from dataclasses import dataclass
from datetime import date
from random import Random

from hearth.demo.generator.block import Block
from hearth.demo.generator.chance import Weighted
from hearth.demo.generator.people import (
    HIV,
    Person,
    age_on,
    birth_at_age,
    has_condition,
    make_person,
    surname,
)
from hearth.demo.generator.projects import Place

HEAD, CHILD, PARTNER, RELATION, FRIEND = 1, 2, 3, 4, 5
_SHAPES = {
    "anyone": Weighted(
        {"single": 62, "couple": 6, "one parent": 18, "two parents": 8, "generations": 3, "young": 3}
    ),
    "singles": Weighted({"single": 90, "couple": 10}),
    "families": Weighted({"one parent": 65, "two parents": 26, "generations": 9}),
    "youth": Weighted({"young": 70, "young parent": 20, "minor": 10}),
    "veterans": Weighted({"single": 80, "couple": 8, "one parent": 6, "two parents": 6}),
    "hiv": Weighted({"single": 85, "couple": 8, "one parent": 7}),
}
_CHILDREN = Weighted({1: 38, 2: 30, 3: 17, 4: 9, 5: 4, 6: 1.5, 7: 0.5})
_AGE_BANDS = Weighted(
    {(18, 24): 12, (25, 34): 22, (35, 44): 22, (45, 54): 20, (55, 61): 13, (62, 70): 8, (71, 88): 3}
)


@dataclass(slots=True)
class Party:
    """People who stay together, with their relationship to the first; `tags` is which projects suit them."""

    members: list[tuple[Person, int]]
    tags: frozenset[str]

    @property
    def is_two_parents(self) -> bool:
        return len(self.members) > 1 and self.members[1][1] == PARTNER

    def led_by(self, rng: Random) -> list[tuple[Person, int]]:
        """Give the members with the relationship to the head; of two parents either may be it at a stay."""
        if self.is_two_parents and rng.random() < 0.25:
            (first, _head), (second, _partner), *others = self.members
            return [(second, HEAD), (first, PARTNER), *others]
        return self.members


def make_party(block: Block, place: Place, on: date) -> Party:
    """Make a household that suits a project, as old as its people are on a day."""
    rng = block.rng
    shape = _SHAPES[place.serves].pick(rng)
    make = _Maker(block, place, on, surname(rng))
    members = make.members(shape)
    if place.serves == "hiv":
        members[0][0].conditions[HIV] = has_condition(rng, HIV)
    return Party(members, _tags(place, members, on))


def _tags(place: Place, members: list[tuple[Person, int]], on: date) -> frozenset[str]:
    ages = [person.age_on(on) for person, _relationship in members]
    tags = {"anyone"}
    if max(ages) <= 24:
        tags.add("youth")
    if min(ages) < 18 <= max(ages):
        tags.add("families")
    elif min(ages) >= 18:
        tags.add("singles")
    else:
        tags.discard("anyone")
    if any(person.is_veteran for person, _relationship in members):
        tags.add("veterans")
    if place.serves == "hiv":
        tags.add("hiv")
    return frozenset(tags)


class _Maker:
    """Makes the people of one household; they share a surname and how well their answers were taken down."""

    def __init__(self, block: Block, place: Place, on: date, family_name: str) -> None:
        self.block, self.rng, self.on, self.family_name = block, block.rng, on, family_name
        self.missing = place.missing
        self.is_veteran: bool | None = True if place.serves == "veterans" else None

    def members(self, shape: str) -> list[tuple[Person, int]]:
        rng = self.rng
        if shape == "minor":
            return [(self.person(rng.randrange(13, 18)), HEAD)]
        if shape == "young":
            return [(self.person(rng.randrange(18, 25)), HEAD)]
        if shape == "young parent":
            return [
                (self.person(rng.randrange(18, 25), sex=int(rng.random() < 0.15)), HEAD),
                *self.children(1, 4),
            ]
        if shape == "generations":
            return self.generations()
        low, high = _AGE_BANDS.pick(rng)
        has_children = shape in ("one parent", "two parents")
        age = rng.randrange(20, 46) if has_children else rng.randrange(low, high + 1)
        sex = int(rng.random() < (0.2 if shape == "one parent" else 0.65))
        found = [(self.person(age, sex=sex, veteran=self.is_veteran), HEAD)]
        if shape in ("couple", "two parents"):
            found.append(
                (
                    self.person(
                        max(18, age + rng.randrange(-6, 7)), sex=1 - sex if rng.random() < 0.9 else sex
                    ),
                    PARTNER,
                )
            )
        if has_children:
            found += self.children(_CHILDREN.pick(rng), age - 18)
        if shape == "single" and rng.random() < 0.01:
            found.append((self.person(rng.randrange(20, 60), family_name=surname(rng)), FRIEND))
        return found

    def generations(self) -> list[tuple[Person, int]]:
        """A grandmother, her grown child, and grandchildren."""
        rng = self.rng
        parent = rng.randrange(20, 34)
        found = [
            (self.person(parent + rng.randrange(18, 30), sex=0), HEAD),
            (self.person(parent, sex=0), CHILD),
        ]
        return found + [
            (child, RELATION) for child, _child in self.children(rng.randrange(1, 4), parent - 16)
        ]

    def children(self, count: int, oldest: int) -> list[tuple[Person, int]]:
        """Make children of at most this age; now and then two of them are twins."""
        rng = self.rng
        found: list[tuple[Person, int]] = []
        births = [
            birth_at_age(rng, rng.randrange(0, max(1, min(18, oldest + 1))), self.on) for _ in range(count)
        ]
        if count > 1 and rng.random() < 0.06:
            births[1] = births[0]
        for birth in births:
            found.append((self._made(birth, self.family_name), CHILD))
        return found

    def person(
        self, age: int, *, sex: int | None = None, veteran: bool | None = None, family_name: str | None = None
    ) -> Person:
        return self._made(birth_at_age(self.rng, age, self.on), family_name or self.family_name, sex, veteran)

    def _made(
        self, birth: date, family_name: str, sex: int | None = None, veteran: bool | None = None
    ) -> Person:
        if age_on(birth, self.on) < 18:
            veteran = False
        return make_person(self.block, birth, family_name, missing=self.missing, sex=sex, veteran=veteran)
