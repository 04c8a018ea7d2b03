"""Open a hidden record in an emergency: for a while, with a reason, and not in silence (45 CFR 164.312(a)(2)(ii))."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.hidden_records import the_hidden_client
from hearth.access.log import log_reading
from hearth.access.viewer import Viewer
from hearth.actions.notify import notify, usual_receivers
from hearth.actions.refusal import NotDone, Problem
from hearth.records.models import EmergencyOpening
from hearth.records.setting import settings_at
from hearth.records.write import change

RIGHT = "break_glass"
_SHORTEST_REASON = 10


def break_glass(*, viewer: Viewer, words: str, reason: str) -> EmergencyOpening:
    """Let the viewer see one hidden client for a while, and tell who reads the log.

    `words` must mean one hidden client and nobody else: an identifier, a whole SSN, or a whole name. Programs under
    42 CFR Part 2 and sensitive answers stay hidden (ADR 0113).

    Raises PermissionDenied without the right, NotDone without a reason or when the words do not mean one client.
    """
    if not viewer.may(RIGHT):
        raise PermissionDenied
    reason = reason.strip()
    if len(reason) < _SHORTEST_REASON:
        raise NotDone([Problem(_("Say what the emergency is, in a sentence."), "emergency/has_reason")])
    client = the_hidden_client(viewer, words)
    if client is None:
        text = _(
            "These words mean no hidden record, or more than one. Give the identifier, the whole Social Security "
            "number, or the first and last name."
        )
        raise NotDone([Problem(text, "emergency/means_one")])
    found = settings_at(["break_glass_minutes"], organization_id=viewer.organization.id)
    with change(by=viewer.account, action="break_glass"):
        opening = EmergencyOpening.objects.create(
            account=viewer.account,
            organization=viewer.organization,
            client=client,
            reason=reason,
            ends_at=viewer.instant() + timedelta(minutes=int(found["break_glass_minutes"])),
        )
        log_reading(viewer, "emergency", client, why=reason)
        notify(
            "emergency_access",
            usual_receivers("emergency_access"),
            about=client.unique_identifier,
            address=f"/clients/{client.pk}/",
            facts={"username": viewer.account.username},
        )
    return opening
