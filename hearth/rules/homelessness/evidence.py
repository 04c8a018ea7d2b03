"""What is known of where somebody slept: from which night to which, how it is known, and by which record.

24 CFR 578.103(a)(4): a record of a program or a letter is third-party evidence; what the client says is self-report.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum


class Place(Enum):
    """Where a night was spent, as 24 CFR 578.3 divides places."""

    HOMELESS = "homeless"  # a place not meant for habitation, a safe haven, an emergency shelter
    INSTITUTION = "institution"  # jail, hospital, treatment: fewer than 90 days do not end homelessness
    ELSEWHERE = "elsewhere"  # housing, transitional housing, with friends or family


class Source(Enum):
    """How it is known."""

    BED_NIGHT = "bed_night"
    STAY = "stay"  # an enrollment in a program that houses or shelters every night of it
    CONTACT = "contact"  # 4.12, written down by the worker who met the client
    START = "start"  # an outreach worker enrolled the client where they slept
    EXIT = "exit"  # 3.12, where the client went
    ANSWER = "answer"  # 3.917, what the client said at project start
    LETTER = "letter"  # a third party wrote it
    STATEMENT = "statement"  # the client said or signed it


_SAID_BY_CLIENT = (Source.ANSWER, Source.STATEMENT)
# They name a month or an approximate date, so a record of a single night is believed before them.
_NOT_BY_THE_NIGHT = (Source.ANSWER, Source.STATEMENT, Source.LETTER)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that is known: the nights from `first` to `last` (both included) were spent at `place`.

    `record` names the record that proves it, `at` the program. `came_from_homelessness` is of an institution: the
    client said that the night before it was spent homeless.
    """

    first: date
    last: date
    place: Place
    source: Source
    at: str = ""
    record: tuple[str, object] | None = None
    came_from_homelessness: bool = False

    @property
    def is_self_report(self) -> bool:
        """Whether only the client's word stands behind it: leaving for the street is a plan as well."""
        return self.source in _SAID_BY_CLIENT or (self.source is Source.EXIT and self.place is Place.HOMELESS)

    @property
    def is_by_the_night(self) -> bool:
        """Whether it tells of these very nights."""
        return self.source not in _NOT_BY_THE_NIGHT

    def nights(self, until: date) -> range:
        """Give its nights as ordinals, none after `until`."""
        return range(self.first.toordinal(), min(self.last, until).toordinal() + 1)

    def touches(self, first: date, last: date) -> bool:
        """Whether one of its nights lies between two days."""
        return self.first <= last and self.last >= first


def day_before(day: date) -> date:
    """Give the night that ends on the morning of a day."""
    return day - timedelta(days=1)
