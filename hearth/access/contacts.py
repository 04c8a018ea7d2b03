"""How a client is reached, and who works with them, as a viewer sees it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max

from hearth.access.viewer import NotVisible, Viewer
from hearth.records.models import Account, AgencyRole, CareTeamMember, Client, Contact

__all__ = ["Kind", "TeamMember", "care_team_of", "colleagues", "contact_of", "contacts_of"]

Kind = Contact.Kind
# Who enrolled or served the client in so many days is on the care team by itself, until programs assign staff.
WORKED_WITH_DAYS = 90


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One worker. `row` is set for who was put on the team; the others follow from what they recorded last."""

    account_id: uuid.UUID
    name: str
    agency: str
    role: str
    since: date | None
    until: date | None
    last: datetime | None
    row: CareTeamMember | None


def contacts_of(viewer: Viewer, client: Client) -> list[Contact]:
    """Give the client's contacts, those in use first. One query."""
    rows = viewer.rows(Contact).filter(client=client).select_related("organization")
    order = {kind: place for place, kind in enumerate(Kind.values)}
    return sorted(
        rows, key=lambda row: (not row.is_active, order[row.kind], row.name.casefold(), str(row.pk))
    )


def contact_of(viewer: Viewer, contact_id: uuid.UUID) -> Contact:
    """Give a contact that the viewer's agency keeps, with its client. Raises NotVisible."""
    rows = viewer.rows(Contact).filter(organization=viewer.organization.pk)
    found = rows.select_related("client").filter(pk=contact_id).first()
    if found is None:
        raise NotVisible("There is no such contact.")
    return found


def care_team_of(viewer: Viewer, client: Client) -> tuple[list[TeamMember], list[TeamMember]]:
    """Give who works with the client now, and who did. Three queries."""
    now: list[TeamMember] = []
    former: list[TeamMember] = []
    rows = viewer.rows(CareTeamMember).filter(client=client).select_related("account", "organization")
    for row in rows.order_by("starts_on", "id"):
        ended = row.ends_on is not None and row.ends_on < viewer.today
        agency = row.organization.organization_name or ""
        told = TeamMember(
            row.account_id, row.account.name, agency, row.role, row.starts_on, row.ends_on, None, row
        )
        (former if ended else now).append(told)
    known = {one.account_id for one in now}
    return [*now, *_who_recorded(viewer, client, known)], former


def colleagues(viewer: Viewer) -> list[Account]:
    """Give who works for the viewer's agency, by name."""
    roles = AgencyRole.objects.filter(organization_id=viewer.organization.pk, account__is_active=True)
    found = {role.account_id: role.account for role in roles.select_related("account")}
    return sorted(found.values(), key=lambda account: (account.name.casefold(), account.username))


def _who_recorded(viewer: Viewer, client: Client, known: set[uuid.UUID]) -> list[TeamMember]:
    """Give who enrolled or served the client lately, the latest first."""
    since = viewer.instant() - timedelta(days=WORKED_WITH_DAYS)
    found: dict[uuid.UUID, dict[str, Any]] = {}
    for rows, path in ((viewer.enrollments, "project"), (viewer.services, "enrollment__project")):
        agency = f"{path}__organization__organization_name"
        recorded = rows.filter(client=client, change__made_at__gte=since, change__account__isnull=False)
        for one in (
            recorded.values("change__account", "change__account__name", agency)
            .annotate(last=Max("change__made_at"))
            .order_by("-last", agency)
        ):
            kept = found.setdefault(one["change__account"], {**one, "agency": one[agency] or ""})
            kept["last"] = max(kept["last"], one["last"])
    return [
        TeamMember(account, one["change__account__name"], one["agency"], "", None, None, one["last"], None)
        for account, one in sorted(found.items(), key=lambda item: item[1]["last"], reverse=True)
        if account not in known
    ]
