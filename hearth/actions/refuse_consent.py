"""A client who refuses to be named: what identifies stands replaced, locked, and can be restored by who may."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.viewer import Viewer
from hearth.actions.client_in_sight import client_in_sight
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refusal import NotDone, Problem
from hearth.records import clock, guard
from hearth.records import ssn as ssns
from hearth.records.models import Client
from hearth.records.names import plain
from hearth.records.write import change

RIGHT = "manage_consent_refused"
# 9: client prefers not to answer (3.01.5, 3.02.2); 2: an approximate or partial birth date (3.03.2).
_REFUSED, _PARTIAL = 9, 2
FIRST_NAME, LAST_NAME = "Consent", "Refused"
# What is replaced, and what is put back.
IDENTIFYING = (
    "first_name",
    "middle_name",
    "last_name",
    "name_suffix",
    "name_data_quality",
    "ssn_data_quality",
    "dob",
    "dob_data_quality",
    "first_name_plain",
    "last_name_plain",
    "ssn_encrypted",
    "ssn_digest",
    "ssn_last_four_digest",
)


def refuse_consent(*, viewer: Viewer, client_id: uuid.UUID) -> Client:
    """Replace name, SSN and the day of birth by preset values (PRODUCT.md F11); the year of birth stays.

    What stood there is in the history only, shown to nobody without the right; ADR 0112 says until when.

    Raises PermissionDenied without `record_release`, NotVisible, NotDone when another system keeps the record (its
    next file would bring the name back) or the client is refused already.
    """
    if not viewer.may("record_release"):
        raise PermissionDenied
    client = _own_client(viewer, client_id)
    stop_if_kept_elsewhere(client)
    if client.is_consent_refused:
        raise NotDone([Problem(_("This client's name was taken out already."), "consent/refused_once")])
    with change(by=viewer.account, action="refuse_consent"):
        client.first_name, client.last_name = FIRST_NAME, LAST_NAME
        client.first_name_plain, client.last_name_plain = plain(FIRST_NAME), plain(LAST_NAME)
        client.middle_name = client.name_suffix = None
        client.name_data_quality = client.ssn_data_quality = _REFUSED
        if client.dob:
            client.dob, client.dob_data_quality = date(client.dob.year, 1, 1), _PARTIAL
        for column, value in ssns.StoredSSN(None, None, None).columns().items():
            setattr(client, column, value)
        client.is_consent_refused = True
        _save(viewer, client)
    return client


def restore_identity(*, viewer: Viewer, client_id: uuid.UUID) -> Client:
    """Put back what stood there before the client refused, because the client changed their mind.

    Raises PermissionDenied without `manage_consent_refused`, NotVisible, NotDone when nothing is to be put back.
    """
    if not viewer.may(RIGHT):
        raise PermissionDenied
    client = _own_client(viewer, client_id)
    kept: Any = Client.history.rel.related_model  # type: ignore[attr-defined]
    history: Any = guard.everything(kept, "what stood there before consent was refused")
    before = history.filter(pgh_obj_id=client.pk, is_consent_refused=False).order_by("-pgh_id").first()
    if not client.is_consent_refused or before is None:
        raise NotDone([Problem(_("There is nothing to put back."), "consent/nothing_to_restore")])
    with change(by=viewer.account, action="restore_identity"):
        for column in IDENTIFYING:
            setattr(client, column, getattr(before, column))
        client.is_consent_refused = False
        _save(viewer, client)
    return client


def stop_if_identity_is_locked(viewer: Viewer, client: Client) -> None:
    """Raise NotDone when who refused to be named would be named again by somebody without the right."""
    if client.is_consent_refused and not viewer.may(RIGHT):
        text = _("This client refused to be named. Only who keeps such records may change the name.")
        raise NotDone([Problem(text, "consent/identity_is_locked")])


def _own_client(viewer: Viewer, client_id: uuid.UUID) -> Client:
    client = client_in_sight(viewer, client_id)
    own = client.organization_id == viewer.organization.id or viewer.sees_community
    if (
        not own
        and not viewer.enrollments.filter(
            client=client, project__organization=viewer.organization.id
        ).exists()
    ):
        raise PermissionDenied
    return client


def _save(viewer: Viewer, client: Client) -> None:
    client.date_updated = clock.now()
    client.user = viewer.hud_user
    client.save(update_fields=[*IDENTIFYING, "is_consent_refused", "date_updated", "user"])
