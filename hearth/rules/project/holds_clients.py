"""A project of a victim service provider, or in a comparable database, holds no clients here.

HUD: 2.01.3 Victim Service Provider and 2.08.1 HMIS Participation Type 2. Both are described here, with their beds and
units, and their clients are kept out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hearth.rules.facts import Broken, Severity

RULE = "project/holds_clients"
AT_ENTRY, IN_IMPORT = Severity.STOP, Severity.STOP
COMPARABLE_DATABASE = 2


@dataclass(frozen=True, slots=True)
class Participation:
    """A period of 2.08: its type, its first and its last day."""

    type: int | None
    start: date | None
    end: date | None

    def covers(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Descriptors:
    """What decides whether a project holds clients."""

    is_victim_service_provider: bool
    participations: Sequence[Participation]


def broken(project: Descriptors, start: date) -> list[Broken]:
    """Give the breach of the rule by a stay that starts on a day."""
    if project.is_victim_service_provider:
        return [
            Broken(
                RULE, "This program belongs to a victim service provider, which keeps its clients elsewhere."
            )
        ]
    types = {one.type for one in project.participations}
    then = {one.type for one in project.participations if one.covers(start)}
    if types == {COMPARABLE_DATABASE} or then == {COMPARABLE_DATABASE}:
        return [Broken(RULE, "This program keeps its clients in a comparable database.")]
    return []
