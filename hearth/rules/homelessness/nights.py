"""Which nights were spent homeless and which were not, from everything that is known.

24 CFR 578.3 "Chronically homeless" (1)(ii): at least seven nights in a row elsewhere are a break; fewer than 90 days in
an institution are none, and count, when the client was homeless immediately before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hearth.rules.homelessness.evidence import Evidence, Place

NIGHTS_OF_A_BREAK = 7
DAYS_IN_AN_INSTITUTION = 90


@dataclass(frozen=True, slots=True)
class Nights:
    """Nights as ordinals. `homeless_by_third_party` is part of `homeless`; no night is in both other sets."""

    homeless: frozenset[int]
    homeless_by_third_party: frozenset[int]
    elsewhere: frozenset[int]


@dataclass(frozen=True, slots=True)
class Spell:
    """Nights in a row, the first and the last included."""

    first: date
    last: date

    @property
    def nights(self) -> int:
        return (self.last - self.first).days + 1


def sort_nights(evidence: Iterable[Evidence], until: date) -> Nights:
    """Say of each night up to `until` what it was.

    A record of the night itself is believed before what was said about a month or since a date; and where two records
    of one night differ, the one that says homeless.
    """
    known = list(evidence)
    recorded, said, third_party = set[int](), set[int](), set[int]()
    elsewhere_recorded, elsewhere_said = set[int](), set[int]()
    for one in known:
        nights = one.nights(until)
        if one.place is Place.HOMELESS:
            (recorded if one.is_by_the_night else said).update(nights)
            if not one.is_self_report:
                third_party.update(nights)
        elif one.place is Place.ELSEWHERE:
            (elsewhere_recorded if one.is_by_the_night else elsewhere_said).update(nights)
    homeless = recorded | (said - elsewhere_recorded)
    counted, not_counted = _institutions(known, homeless, until)
    counted -= elsewhere_recorded
    homeless |= counted
    third_party.update(
        night for one in known if _proves_institution(one) for night in one.nights(until) if night in counted
    )
    elsewhere = (elsewhere_recorded | elsewhere_said | not_counted) - homeless
    return Nights(frozenset(homeless), frozenset(third_party & homeless), frozenset(elsewhere))


def breaks(nights: Nights) -> list[Spell]:
    """Give the times of at least seven nights in a row that are known to have been spent elsewhere."""
    return [spell for spell in spells(nights.elsewhere) if spell.nights >= NIGHTS_OF_A_BREAK]


def spells(nights: Iterable[int]) -> list[Spell]:
    """Put nights that follow each other together, the earliest first."""
    found: list[list[int]] = []
    for night in sorted(nights):
        if found and found[-1][1] == night - 1:
            found[-1][1] = night
        else:
            found.append([night, night])
    return [Spell(date.fromordinal(first), date.fromordinal(last)) for first, last in found]


def _proves_institution(one: Evidence) -> bool:
    return one.place is Place.INSTITUTION and not one.is_self_report


def _institutions(known: list[Evidence], homeless: set[int], until: date) -> tuple[set[int], set[int]]:
    """Give the nights in institutions that count as homeless, and those that do not."""
    inside = [one for one in known if one.place is Place.INSTITUTION]
    told = {one.first.toordinal() for one in inside if one.came_from_homelessness}
    counted, not_counted = set[int](), set[int]()
    for spell in spells({night for one in inside for night in one.nights(until)}):
        first, last = spell.first.toordinal(), spell.last.toordinal()
        from_homelessness = first - 1 in homeless or any(first <= day <= last for day in told)
        counts = spell.nights < DAYS_IN_AN_INSTITUTION and from_homelessness
        (counted if counts else not_counted).update(range(first, last + 1))
    return counted, not_counted
