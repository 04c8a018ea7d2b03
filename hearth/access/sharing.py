"""What agencies give one another: the half of sharing that the agencies decide (the other is the client's release)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from hearth.records.models import Component, Level, SharingRule

# What an agency shares that said nothing, in a community that said nothing: consent is the rule, and it lets others
# see the record; notes and files are for the agency itself.
UNSAID: Final = {
    Component.CLIENTS: Level.FULL,
    Component.SERVICES: Level.FULL,
    Component.NOTES: Level.NOT,
    Component.FILES: Level.NOT,
    Component.LOCATION: Level.BASIC,
}
# Of a rule: who gives, which part, how far, and to whom.
RULE: Final = ("organization_id", "component", "level", "receiver_id", "group__is_everyone")
_EXCEPTION, _GROUP, _EVERYONE, _COMMUNITY = range(4)


@dataclass(frozen=True, slots=True)
class Received:
    """What one agency is given: by agencies that said so, and by those that said nothing."""

    said: dict[tuple[Any, str], int]
    unsaid: dict[str, int]

    def __hash__(self) -> int:
        return hash((frozenset(self.said.items()), frozenset(self.unsaid.items())))

    def level(self, giver: UUID, component: str) -> int:
        """Give how far an agency shares a part with this one."""
        return self.said.get((giver, component), self.unsaid[component])

    def gives(self, component: str, level: int, giver: str) -> Q:
        """Give the condition that the agency named by the column `giver` shares a part that far."""
        usual = self.unsaid[component] >= level
        differing = [
            who for (who, part), how in self.said.items() if part == component and (how >= level) != usual
        ]
        if not differing:
            return Q() if usual else Q(pk__in=[])
        return ~Q(**{f"{giver}__in": differing}) if usual else Q(**{f"{giver}__in": differing})


def received_by(organization_id: UUID) -> Received:
    """Read what an agency is given. The nearest rule counts: exception, named groups (the widest), everybody.

    One query.
    """
    return received_from(rules_for(organization_id).values_list(*RULE))


def rules_for(organization: Any) -> "QuerySet[SharingRule]":
    """Give the rules that are about an agency as the one who is given."""
    return SharingRule.objects.filter(
        Q(receiver=organization) | Q(group__is_everyone=True) | Q(group__members=organization)
    )


def received_from(rules: Iterable[tuple[UUID | None, str, int, UUID | None, bool | None]]) -> Received:
    """Give what rules, as the columns of RULE, come to."""
    nearest: dict[tuple[Any, str], tuple[int, int]] = {}
    for giver, component, level, receiver, everyone in rules:
        rank = _rank(giver, receiver, everyone)
        # The lower rank wins; of two groups, the one that gives more.
        found = nearest.get((giver, component))
        if found is None or (rank, -level) < (found[0], -found[1]):
            nearest[giver, component] = (rank, level)
    unsaid = {str(part): int(level) for part, level in UNSAID.items()}
    unsaid |= {part: level for (giver, part), (_rank_, level) in nearest.items() if giver is None}
    said = {key: level for key, (_rank_, level) in nearest.items() if key[0] is not None}
    return Received(said, unsaid)


def _rank(giver: Any, receiver: Any, everyone: bool | None) -> int:
    if giver is None:
        return _COMMUNITY
    if receiver is not None:
        return _EXCEPTION
    return _EVERYONE if everyone else _GROUP
