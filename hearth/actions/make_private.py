"""Keep a client, a household's enrollment or one piece of a record from other agencies, or share it again."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.client_in_sight import client_in_sight
from hearth.actions.refusal import NotDone, Problem
from hearth.records import guard
from hearth.records.models import Assessment, Client, CurrentLivingSituation, Enrollment, Event, Service
from hearth.records.write import change

# Pieces that are private by themselves. A service is made private afterwards: there is no such choice at entry.
PIECES: dict[str, Any] = {
    "service": Service,
    "assessment": Assessment,
    "current_living_situation": CurrentLivingSituation,
    "event": Event,
}


def make_client_private(*, viewer: Viewer, client_id: uuid.UUID, private: bool) -> Client:
    """Let only the entering agency see the client, or end that.

    Raises PermissionDenied without the right or for another agency's client, NotVisible, NotDone when another agency
    recorded something about the client: it would lose what is its own.
    """
    _check_right(viewer)
    client = client_in_sight(viewer, client_id)
    ours = _entered_by(viewer, client)
    if private and _others_recorded(client, ours):
        text = _(
            "Other agencies recorded something about this client, so the client stays as they are. Make your "
            "enrollments private instead, or ask the HMIS lead."
        )
        raise NotDone([Problem(text, "privacy/others_recorded")])
    with change(by=viewer.account, action="make_client_private" if private else "make_client_shared"):
        client.is_private = private
        if client.organization_id is None:
            client.organization_id = ours
        client.save(update_fields=["is_private", "organization"])
    return client


def may_make_client_private(viewer: Viewer, client: Client) -> str:
    """Say why the client cannot be made private by this viewer: "" (can), "right", "others", "elsewhere"."""
    if not viewer.may("keep_private"):
        return "right"
    try:
        ours = _entered_by(viewer, client)
    except PermissionDenied:
        return "elsewhere"
    return "others" if _others_recorded(client, ours) else ""


def make_enrollment_private(*, viewer: Viewer, enrollment_id: uuid.UUID, private: bool) -> list[Enrollment]:
    """Make the enrollments of a whole household private in one act, or share them again.

    Raises PermissionDenied without the right at the program, NotVisible.
    """
    one = viewer.enrollments.filter(pk=enrollment_id).select_related("project").first()
    if one is None:
        raise NotVisible("There is no such enrollment.")
    if not viewer.may("keep_private", one.project):
        raise PermissionDenied
    household = guard.everything(Enrollment, "the whole household becomes private together").filter(
        source=one.source_id, household_id=one.household_id, project=one.project_id, date_deleted=None
    )
    with change(by=viewer.account, action="make_enrollment_private" if private else "make_enrollment_shared"):
        rows = list(household.order_by("id").select_for_update())
        for row in rows:
            row.is_private = private
            row.save(update_fields=["is_private"])
    return rows


def make_piece_private(*, viewer: Viewer, piece: str, piece_id: uuid.UUID, private: bool) -> Any:
    """Make one service, assessment, living situation or event private, or share it again.

    Raises KeyError for another kind of piece, PermissionDenied without the right at the program, NotVisible.
    """
    rows = viewer.rows(PIECES[piece]).select_related("enrollment__project")
    row = rows.filter(pk=piece_id).first()
    if row is None:
        raise NotVisible("There is no such record.")
    if not viewer.may("keep_private", row.enrollment.project):
        raise PermissionDenied
    with change(by=viewer.account, action="make_piece_private" if private else "make_piece_shared"):
        row.is_private = private
        row.save(update_fields=["is_private"])
    return row


def _check_right(viewer: Viewer) -> None:
    if not viewer.may("keep_private"):
        raise PermissionDenied


def _entered_by(viewer: Viewer, client: Client) -> Any:
    """Give the agency that the client is of. An imported client is of the viewer's when only it enrolled them."""
    if client.organization_id is not None:
        if client.organization_id != viewer.organization.id and not viewer.sees_community:
            raise PermissionDenied
        return client.organization_id
    enrolled = guard.everything(Enrollment, "which agency a client is of").filter(
        client=client, date_deleted=None
    )
    agencies = set(enrolled.values_list("project__organization", flat=True))
    if viewer.organization.id not in agencies and not viewer.sees_community:
        raise PermissionDenied
    return agencies.pop() if len(agencies) == 1 else viewer.organization.id


def _others_recorded(client: Client, ours: Any) -> bool:
    enrolled = guard.everything(Enrollment, "did another agency record something about the client")
    return enrolled.filter(client=client, date_deleted=None).exclude(project__organization=ours).exists()
