"""Whose profile a viewer may edit (PRODUCT.md C17): of clients their agency entered or serves, or who share with it."""

import uuid
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from hearth.access.standing import Kept, Standing
from hearth.access.viewer import Viewer
from hearth.access.visibility_sharing import entered_elsewhere, one_by_one, private_client, shared_enrollments
from hearth.records import guard
from hearth.records.models import Client, Enrollment


def may_edit_profile(viewer: Viewer, client: Client) -> bool:
    """Say so for a client whom the viewer sees. Who was opened in an emergency only is read, not edited."""
    if not viewer.may("edit_client"):
        return False
    if client.organization_id == viewer.organization.id or viewer.sees_community:
        return True
    serves = guard.everything(Enrollment, "does the agency serve the client").filter(
        client=client, project__organization=viewer.organization.id, date_deleted=None
    )
    if serves.exists():
        return True
    rows = guard.everything(Client, "is the client shared with the agency")
    return rows.filter(_shared_with(viewer), pk=client.pk).exists()


def editable_profiles(viewer: Viewer, client_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Give those of clients whom the viewer sees whose profile `may_edit_profile` lets them edit. One query."""
    if not viewer.may("edit_client"):
        return set()
    if viewer.sees_community:
        return set(client_ids)
    serves = guard.everything(Enrollment, "which clients the agency serves").filter(
        client=OuterRef("pk"), project__organization=viewer.organization.id, date_deleted=None
    )
    mine = Q(organization=viewer.organization.id) | Exists(serves) | _shared_with(viewer)
    rows = guard.everything(Client, "which clients are the agency's or shared with it").filter(
        mine, pk__in=client_ids
    )
    return set(rows.values_list("pk", flat=True))


def _shared(standing: Standing) -> Q:
    stays = shared_enrollments(standing).filter(one_by_one("client", "pk"))
    return ~private_client() & (Q(Exists(stays)) | entered_elsewhere(standing))


_shared_with = Kept(Client, _shared)
