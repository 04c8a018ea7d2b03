"""When the head of household leaves, one who stays is the head from the beginning: an adult, if there is one.

HUD: 3.15 Relationship to Head of Household (PRODUCT.md E9). Those who were there from the beginning come first: their
start need not be moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hearth.rules.client.age import age_on
from hearth.rules.facts import HEAD_OF_HOUSEHOLD, Broken

RULE = "household/next_head"

CHILD, SPOUSE, OTHER_RELATIVE, NOT_RELATED, NOT_COLLECTED = 2, 3, 4, 5, 99
_ADULT = 18


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who stays: the relationship to the head so far (3.15), the start, the birth date."""

    name: str
    relationship_to_hoh: int | None
    start: date
    born: date | None = None


def proposed(staying: Sequence[Candidate], head_start: date, today: date) -> int | None:
    """Give the position of who becomes head; None where nobody stays.

    An adult before a minor, who was there from the head's start before who came later, a spouse before the others,
    the older before the younger.
    """
    positions = [place for place, one in enumerate(staying) if not _broken_by_birth(one, head_start)]

    def order(place: int) -> tuple[bool, bool, bool, date, int]:
        one = staying[place]
        age = age_on(today, one.born)
        return (
            age is not None and age < _ADULT,
            one.start > head_start,
            one.relationship_to_hoh != SPOUSE,
            one.born or date.max,
            place,
        )

    return min(positions, key=order, default=None)


def related(to_new_head: int | None, to_old_head: int | None) -> int:
    """Give what somebody is to the new head, who was `to_new_head` to the old one; 1 is the old head themselves.

    What follows from the two relationships is said; the rest is a relative where both were, else not related.
    A household may know better: the page that asks lets it say so.
    """
    if to_old_head == HEAD_OF_HOUSEHOLD:
        return {CHILD: OTHER_RELATIVE, SPOUSE: SPOUSE, OTHER_RELATIVE: OTHER_RELATIVE}.get(
            to_new_head or NOT_COLLECTED, to_new_head or NOT_COLLECTED
        )
    if to_old_head is None or to_old_head == NOT_COLLECTED or to_new_head in (None, NOT_COLLECTED):
        return NOT_COLLECTED
    if NOT_RELATED in (to_new_head, to_old_head):
        return NOT_RELATED
    return CHILD if (to_new_head, to_old_head) == (SPOUSE, CHILD) else OTHER_RELATIVE


def broken(new_head: Candidate, head_start: date) -> list[Broken]:
    """Give why somebody cannot be the head from the first head's start: they were not born then."""
    if not _broken_by_birth(new_head, head_start):
        return []
    return [
        Broken(
            RULE,
            "%(name)s was not born on %(day)s, when the household began here. Choose somebody else as head.",
            {"name": new_head.name, "day": head_start},
        )
    ]


def _broken_by_birth(one: Candidate, head_start: date) -> bool:
    return one.born is not None and one.born > head_start and one.start > head_start
