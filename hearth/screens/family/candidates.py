"""Who may be added to a family: those found or opened last, with the family that they are in already."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hearth.access.family import families_at_this_agency
from hearth.access.viewer import Viewer
from hearth.actions.stamp import person_name


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to add, or, where `size` says how many are in a family that they are in, to let join.

    `head` names the head of that family as far as the viewer may know; `next_heads` are those who could follow, and
    `next_head` is the one of them who was chosen already.
    """

    client: Any
    size: int = 0
    is_head: bool = False
    head: str = ""
    next_heads: list[tuple[uuid.UUID, str]] = field(default_factory=list)
    next_head: str = ""

    @property
    def leaves_others(self) -> bool:
        """Whether somebody else has to become the head before they join."""
        return self.is_head and self.size > 1


def next_head_field(person_id: uuid.UUID) -> str:
    """Name the field that says who is the head after this person."""
    return f"next_head_{person_id}"


def candidates(
    viewer: Viewer, client: Any, people: Iterable[Any], sent: Mapping[str, str]
) -> list[Candidate]:
    """Give the people without the client and those of their family. `sent` holds the heads chosen before a search."""
    found = [one for one in people if one.pk != client.pk]
    families = families_at_this_agency(viewer, [client, *found])
    here = {row.client_id for row in families.get(client.pk, [])}
    asked = {row.client_id for rows in families.values() for row in rows} - here
    seen = set(viewer.clients.filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()
    return [_candidate(one, families.get(one.pk, []), seen, sent) for one in found if one.pk not in here]


def _candidate(person: Any, rows: list[Any], seen: set[uuid.UUID], sent: Mapping[str, str]) -> Candidate:
    if not rows:
        return Candidate(person)
    head = rows[0]
    others = [row for row in rows if row.client_id != person.pk and row.client_id in seen]
    return Candidate(
        person,
        size=len(rows),
        is_head=head.client_id == person.pk,
        head=person_name(head.client) if head.client_id in seen else "",
        next_heads=[(row.pk, person_name(row.client)) for row in others],
        next_head=sent.get(next_head_field(person.pk), ""),
    )
