"""When data are collected during a stay: at the start, at updates, each year, at the exit (5.03)."""

from dataclasses import dataclass
from datetime import date, timedelta

from hearth.demo.generator.block import Block
from hearth.demo.generator.stays import Membership, Stay

START, UPDATE, EXIT, ANNUAL = 1, 2, 3, 5


@dataclass(frozen=True, slots=True)
class Collection:
    """One data collection about one member."""

    stage: int
    on: date


def annual_dates(block: Block, stay: Stay) -> list[date]:
    """Give when the household's annual assessments were made: mostly within 30 days of the head's anniversary.

    Some are late, some were never made.
    """
    rng = block.rng
    entry, last = stay.head.entry, stay.head.exit or block.plan.as_of
    found = []
    for year in range(1, last.year - entry.year + 1):
        # 29 February has its anniversary on 28 February.
        anniversary = (entry - timedelta(days=int((entry.month, entry.day) == (2, 29)))).replace(
            year=entry.year + year
        )
        chance = rng.random()
        if chance < 0.85:
            day = anniversary + timedelta(days=rng.randrange(-30, 31))
        elif chance < 0.93:
            day = anniversary + timedelta(days=rng.randrange(31, 80))
        else:
            continue
        if anniversary <= last and day < last:
            found.append(day)
    return found


def collections(block: Block, member: Membership, annual: list[date]) -> list[Collection]:
    """Give a member's data collections in the order of their dates."""
    rng = block.rng
    last = member.exit or block.plan.as_of
    found = [Collection(START, member.entry)]
    days = (last - member.entry).days
    if days > 30 and rng.random() < 0.15:
        found.append(Collection(UPDATE, member.entry + timedelta(days=rng.randrange(1, days))))
    found += [Collection(ANNUAL, day) for day in annual if member.entry < day < last]
    found.sort(key=lambda collection: collection.on)
    if member.exit is not None:
        found.append(Collection(EXIT, member.exit))
    return found
