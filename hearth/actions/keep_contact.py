"""Keep how a client is reached: add a contact, correct it, take it out."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied

from hearth.access.contacts import contact_of
from hearth.access.viewer import Viewer
from hearth.actions.client_in_sight import client_in_sight
from hearth.actions.refusal import stop_if
from hearth.records import clock
from hearth.records.models import Contact
from hearth.records.write import change, current
from hearth.rules.client import contact_reaches_somebody

RIGHT = "keep_contacts"
COLUMNS = (
    "kind",
    "name",
    "relation",
    "phone",
    "email",
    "address",
    "may_leave_message",
    "is_safe_to_call",
    "note",
    "is_private",
    "is_active",
)


def add_contact(*, viewer: Viewer, client_id: uuid.UUID, said: dict[str, Any]) -> Contact:
    """Store a contact; `said` has the COLUMNS.

    Raises PermissionDenied without the right, NotVisible, NotDone for one that reaches nobody.
    """
    _check(viewer)
    client = client_in_sight(viewer, client_id)
    _stop(said)
    with change(by=viewer.account, action="add_contact"):
        return Contact.objects.create(
            client=client,
            organization=viewer.organization,
            change=current(),
            **{name: said[name] for name in COLUMNS},
        )


def correct_contact(*, viewer: Viewer, contact_id: uuid.UUID, said: dict[str, Any]) -> Contact:
    """Change a contact that the viewer's agency keeps. Raises as add_contact does."""
    _check(viewer)
    row = contact_of(viewer, contact_id)
    _stop(said)
    changed = [name for name in COLUMNS if getattr(row, name) != said[name]]
    if changed:
        with change(by=viewer.account, action="correct_contact"):
            for name in changed:
                setattr(row, name, said[name])
            row.save(update_fields=changed)
    return row


def remove_contact(*, viewer: Viewer, contact_id: uuid.UUID) -> Contact:
    """Take a contact out that was entered by mistake; one that holds no more is made inactive instead."""
    _check(viewer)
    row = contact_of(viewer, contact_id)
    with change(by=viewer.account, action="remove_contact"):
        row.date_deleted = clock.instant()
        row.save(update_fields=["date_deleted"])
    return row


def _check(viewer: Viewer) -> None:
    if not viewer.may(RIGHT):
        raise PermissionDenied


def _stop(said: dict[str, Any]) -> None:
    stop_if(
        contact_reaches_somebody.broken(
            is_own=said["kind"] == Contact.Kind.OWN,
            name=said["name"],
            ways=[said["phone"], said["email"], said["address"]],
        )
    )
