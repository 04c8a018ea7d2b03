"""Families as a viewer sees them: those a client is in or was in, and who of them may not be shown."""

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim

from hearth.access.standing import Standing
from hearth.access.viewer import NotVisible, Viewer
from hearth.access.visibility_sharing import private_client
from hearth.records import guard
from hearth.records.models import Client, Family, FamilyMember, Relationship

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

# What the information bar needs of each row of `family_rows`.
FAMILY_FIELDS = {"family": "family_id", "client": "client_id", "is_head": "is_head", "name": "name"}

__all__ = [
    "FAMILY_FIELDS",
    "ToldFamily",
    "at_this_agency",
    "families_at_this_agency",
    "families_of",
    "family_rows",
    "member_of",
    "own_family",
    "relationships",
]


@dataclass(slots=True)
class ToldFamily:
    """One family: the client's own row, who is there now (the head first), who left, and how many cannot be shown."""

    family: Family
    own: FamilyMember
    is_ours: bool
    agency: str
    members: list[FamilyMember] = field(default_factory=list)
    former: list[FamilyMember] = field(default_factory=list)
    hidden: int = 0

    @property
    def is_current(self) -> bool:
        """Whether the client is still in it."""
        return self.own.left_on is None


def relationships() -> list[tuple[str, str]]:
    """Give what somebody can be to the head of a family."""
    return [(value, str(label)) for value, label in Relationship.choices]


def families_of(viewer: Viewer, client: Client) -> list[ToldFamily]:
    """Give the families that the client is in or was in, own and current ones first. At most two queries.

    Of a family that the client left, only who was there with them is told.
    """
    told = _families(viewer, client)
    _count_hidden(viewer, [one for one in told if one.is_current])
    return told


def _families(viewer: Viewer, client: Client) -> list[ToldFamily]:
    """Give the families without counting whom they hide. One query."""
    rows = _with(viewer, client).select_related("client", "family", "organization")
    found: dict[uuid.UUID, list[FamilyMember]] = {}
    for row in rows.order_by("-is_head", "joined_on", "client__dob", "id"):
        found.setdefault(row.family_id, []).append(row)
    told = []
    for members in found.values():
        # The latest time, where somebody came back.
        own = max(
            (row for row in members if row.client_id == client.pk),
            key=lambda row: (row.left_on is None, row.joined_on),
            default=None,
        )
        if own is not None:
            told.append(_told(viewer, own, members))
    return sorted(told, key=lambda one: (one.is_current, one.is_ours, one.own.joined_on), reverse=True)


def own_family(viewer: Viewer, client: Client) -> ToldFamily | None:
    """Give the family that the client is in now: the viewer's agency's, else one that another agency shares.

    Whom it hides is not counted. One query.
    """
    first = next(iter(_families(viewer, client)), None)
    return first if first and first.is_current else None


def at_this_agency(viewer: Viewer) -> "QuerySet[FamilyMember]":
    """Give who is in the families of the viewer's agency now, those out of the viewer's sight too: for its rules."""
    rows = guard.everything(FamilyMember, "a family is kept whole").filter(
        organization=viewer.organization.pk, left_on=None, date_deleted=None, family__date_deleted=None
    )
    return rows.select_related("client", "family").order_by("-is_head", "joined_on", "id")


def families_at_this_agency(
    viewer: Viewer, people: "Iterable[Client]"
) -> dict[uuid.UUID, list[FamilyMember]]:
    """Give for each of the people who is in a family of the viewer's agency all of that family, the head first.

    One query. Members out of the viewer's sight are among them: count them, name them not.
    """
    wanted = {one.pk for one in people}
    with_them = at_this_agency(viewer).filter(client__in=wanted, family=OuterRef("family"))
    families: dict[uuid.UUID, list[FamilyMember]] = {}
    for row in at_this_agency(viewer).filter(Exists(with_them)):
        families.setdefault(row.family_id, []).append(row)
    return {row.client_id: rows for rows in families.values() for row in rows if row.client_id in wanted}


def member_of(viewer: Viewer, member_id: uuid.UUID) -> FamilyMember:
    """Give somebody who is in a family of the viewer's agency now. Raises NotVisible."""
    rows = viewer.rows(FamilyMember).filter(organization=viewer.organization.pk, left_on=None)
    found = rows.select_related("client").filter(pk=member_id).first()
    if found is None:
        raise NotVisible("There is no such member.")
    return found


def family_rows(viewer: "Viewer | Standing", client: Any) -> "QuerySet[FamilyMember]":
    """Give who is in the client's families now, the client's own rows among them: what the information bar asks.

    `name` is what person_name would say.
    """
    both = Trim(Concat(_or_empty("client__first_name"), Value(" "), _or_empty("client__last_name")))
    name = Coalesce(NullIf(both, Value("")), "client__unique_identifier")
    return _with(viewer, client, left_on=None).filter(left_on=None).annotate(name=name)


def _or_empty(column: str) -> Coalesce:
    return Coalesce(column, Value(""))


def _with(viewer: "Viewer | Standing", client: Any, **own_time: None) -> "QuerySet[FamilyMember]":
    own = guard.everything(FamilyMember, "which families the client in hand is in").filter(
        client=client, family=OuterRef("family"), date_deleted=None, **own_time
    )
    return guard.scoped(FamilyMember, viewer).filter(Exists(own), family__date_deleted=None)


def _told(viewer: Viewer, own: FamilyMember, rows: "Iterable[FamilyMember]") -> ToldFamily:
    agency = own.organization
    told = ToldFamily(own.family, own, agency.pk == viewer.organization.pk, agency.organization_name or "")
    for row in rows:
        if own.left_on is None:
            (told.members if row.left_on is None else told.former).append(row)
        elif row.joined_on <= own.left_on and (row.left_on is None or row.left_on >= own.joined_on):
            told.former.append(row)
    return told


def _count_hidden(viewer: Viewer, families: list[ToldFamily]) -> None:
    """Count who is in a family now and is not shown.

    Another agency is told of nobody who is private: that somebody hides there must not be seen from a relative's page.
    """
    if not families:
        return
    shown = [row.pk for one in families for row in one.members]
    rows = guard.everything(FamilyMember, "how many of a family are not shown").filter(
        Q(organization=viewer.organization.pk) | ~private_client("client__"),
        family__in=[one.family.pk for one in families],
        left_on=None,
        date_deleted=None,
        client__date_deleted=None,
    )
    by_family = {one.family.pk: one for one in families}
    for family in rows.exclude(pk__in=shown).values_list("family", flat=True):
        by_family[family].hidden += 1
