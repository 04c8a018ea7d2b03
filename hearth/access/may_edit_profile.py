"""Whose profile a viewer may edit (PRODUCT.md C17): of clients their agency entered or serves, or who share with it."""

from django.db.models import Exists, Q

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
    shared = Q(Exists(shared_enrollments(viewer).filter(one_by_one("client", "pk")))) | entered_elsewhere(
        viewer
    )
    rows = guard.everything(Client, "is the client shared with the agency")
    return rows.filter(~private_client() & shared, pk=client.pk).exists()
