"""Give a record away on paper: the client's own copy, or a packet for somebody else. Logged before it is made."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from hearth.access.guardians import in_care_of
from hearth.access.log import log_reading
from hearth.access.viewer import Viewer
from hearth.actions.client_in_sight import client_in_sight
from hearth.actions.refusal import NotDone, Problem
from hearth.actions.stamp import person_name
from hearth.records.models import Client, DisclosedClient, Disclosure

Kind, Use = Disclosure.Kind, Disclosure.Use
RIGHT = "print_records"
THE_CLIENT = "client"


def give_copy(
    *,
    viewer: Viewer,
    client_id: uuid.UUID,
    asked_by: str,
    identity: str,
    why: str,
    sections: Sequence[str],
) -> Disclosure:
    """Log that the client's own copy goes out. `asked_by` is THE_CLIENT or the id of who cares for the minor.

    Nobody else gets another person's record this way, whatever they are to them (CR-03).

    Raises PermissionDenied without `print_records`, NotVisible, NotDone when the person asking does not care for the
    minor, gives no reason, or nobody said how they were recognised.
    """
    client = client_in_sight(viewer, client_id, RIGHT)
    recipient = _("The client")
    if asked_by != THE_CLIENT:
        guardian = next((one for one in in_care_of(viewer, client) if str(one.pk) == asked_by), None)
        if guardian is None:
            text = _(
                "Only a parent or guardian in whose care the minor is now may ask for the minor's record."
            )
            raise NotDone([Problem(text, "copy/not_in_care")])
        if not why.strip():
            raise NotDone([Problem(_("Write down why the guardian asks."), "copy/why")])
        recipient = _("%(name)s, who cares for the minor") % {"name": person_name(guardian)}
    if not identity.strip():
        raise NotDone([Problem(_("Say how you know who is asking."), "copy/identity")])
    purpose = ". ".join(part for part in (_("Asked for the record"), why.strip(), identity.strip()) if part)
    return _disclosed(viewer, client, Kind.COPY, recipient, purpose, "", sections)


def give_packet(
    *,
    viewer: Viewer,
    client_id: uuid.UUID,
    recipient: str,
    purpose: str,
    use: str,
    sections: Sequence[str],
) -> Disclosure:
    """Log that a packet about the client goes to somebody, for one of the uses that the privacy standards allow.

    Raises PermissionDenied without `print_records`, NotVisible, NotDone without recipient, purpose or a known use.
    """
    client = client_in_sight(viewer, client_id, RIGHT)
    problems = []
    if not recipient.strip():
        problems.append(Problem(_("Say who gets the packet."), "packet/recipient"))
    if not purpose.strip():
        problems.append(Problem(_("Say what the packet is for."), "packet/purpose"))
    if use not in Use.values:
        problems.append(Problem(_("Say which use it is."), "packet/use"))
    if problems:
        raise NotDone(problems)
    return _disclosed(viewer, client, Kind.PACKET, recipient, purpose, use, sections)


def _disclosed(
    viewer: Viewer,
    client: Client,
    kind: str,
    recipient: str,
    purpose: str,
    use: str,
    sections: Sequence[str],
) -> Disclosure:
    if not sections:
        raise NotDone([Problem(_("Choose at least one part."), "give/sections")])
    what = "client_report" if kind == Kind.COPY else "housing_packet"
    with transaction.atomic():
        made = Disclosure.objects.create(
            account=viewer.account,
            kind=kind,
            use=use,
            recipient=recipient.strip()[:200],
            purpose=purpose.strip()[:500],
            sections=list(sections),
            is_hashed=False,
        )
        DisclosedClient.objects.create(client=client, disclosure=made)
        log_reading(viewer, what, client, about=made.pk, why=purpose.strip()[:500])
    return made
