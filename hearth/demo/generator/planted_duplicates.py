"""Planted duplicates: people recorded twice, and people who only look alike, each with a line of truth."""

from datetime import date
from itertools import combinations
from random import Random

from hearth.demo.generator.block import Block, Row
from hearth.demo.generator.households import Party
from hearth.demo.generator.people import Person, names

_NEIGHBOURS = {
    "a": "s",
    "e": "r",
    "i": "o",
    "o": "p",
    "r": "t",
    "t": "y",
    "n": "m",
    "l": "k",
    "s": "d",
    "u": "i",
}
# The chance at each later stay that makes the plan's share of people: not everybody has a later stay.
_PER_STAY = 1.5
_JUNIORS = 0.2


def mark_look_alikes(block: Block, party: Party) -> None:
    """Note a household's twins, and now and then name a son after his father: pairs that are two people."""
    if not block.plan.duplicates:
        return
    people = [person for person, _relationship in party.members]
    for one, other in combinations(people, 2):
        if one.birth == other.birth:
            _note_two_people(block, one, other, "twins")
    men = [person for person in people if person.row["Sex"] == 1 and person.row["NameDataQuality"] == 1]
    if len(men) > 1 and (men[1].birth - men[0].birth).days > 16 * 365 and block.rng.random() < _JUNIORS:
        father, son = men[0], men[1]
        son.row |= {name: father.row[name] for name in ("FirstName", "LastName")}
        father.row["NameSuffix"], son.row["NameSuffix"] = "Sr", "Jr"
        _note_two_people(block, father, son, "Jr and Sr")


def _note_two_people(block: Block, one: Person, other: Person, how: str) -> None:
    ids = [one.personal_id, other.personal_id]
    block.truth.append({"what": "not a duplicate", "personal_ids": ids, "how": how})


def perhaps_another_id(block: Block, party: Party) -> Party:
    """Let the first of a household be recorded, now and then, as a new person from now on, a little differently."""
    if block.rng.random() >= block.plan.duplicates * _PER_STAY:
        return party
    (person, relationship), *others = party.members
    twin = Person(
        row=person.row | {"PersonalID": block.new_key()},
        birth=person.birth,
        is_veteran=person.is_veteran,
        conditions=dict(person.conditions),
        income=person.income,
        insurance=person.insurance,
        is_survivor=person.is_survivor,
    )
    how = _differ(block.rng, twin.row)
    block.truth.append(
        {"what": "duplicate", "personal_ids": [person.personal_id, twin.personal_id], "how": how}
    )
    return Party([(twin, relationship), *others], party.tags)


def _differ(rng: Random, row: Row) -> str:
    ways = ["missing SSN"]
    if row.get("FirstName") in names()["nicknames"]:
        ways += ["nickname"] * 3
    if row.get("NameDataQuality") == 1:
        ways += ["typo in the last name"] * 3 + ["letters swapped", "names swapped"]
    if row.get("DOB") and row["DOB"].day <= 12 and row["DOB"].day != row["DOB"].month:  # type: ignore[attr-defined]
        ways.append("day and month swapped")
    if row.get("SSNDataQuality") == 1:
        ways += ["digit of the SSN"] * 2
    how = rng.choice(ways)
    before = dict(row)
    row |= _different(rng, how, row)
    return how if row != before else "nothing differs"


def _different(rng: Random, how: str, row: Row) -> Row:
    first, last = str(row.get("FirstName", "")), str(row.get("LastName", ""))
    place = rng.randrange(1, max(2, len(last) - 1))
    match how:
        case "nickname":
            return {"FirstName": rng.choice(names()["nicknames"][first])}
        case "typo in the last name":
            wrong = _NEIGHBOURS.get(last[place : place + 1], "")
            return {"LastName": last[:place] + wrong + last[place + 1 :]}
        case "letters swapped":
            return {"LastName": last[:place] + last[place + 1 : place + 2] + last[place] + last[place + 2 :]}
        case "names swapped":
            return {"FirstName": last, "LastName": first}
        case "day and month swapped":
            birth: date = row["DOB"]  # type: ignore[assignment]
            return {"DOB": birth.replace(month=birth.day, day=birth.month)}
        case "digit of the SSN":
            digits = str(row["SSN"])
            at = rng.randrange(5, 9)
            return {"SSN": digits[:at] + str((int(digits[at]) + 1) % 10) + digits[at + 1 :]}
        case _:
            return {"SSN": "", "SSNDataQuality": 99}
