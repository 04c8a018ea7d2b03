"""Edit a client's profile: who may, what is locked, and naming somebody who was met without a name."""

import uuid

from django.core.exceptions import PermissionDenied

from hearth.access.may_edit_profile import may_edit_profile
from hearth.access.viewer import Viewer
from hearth.actions.client_in_sight import client_in_sight
from hearth.actions.client_profile import (
    Profile,
    fitted,
    keep_local_answers,
    keep_other_names,
    lock,
    stop_if_impossible,
    write_answers,
)
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refuse_consent import IDENTIFYING, stop_if_identity_is_locked
from hearth.records import clock
from hearth.records.models import Client
from hearth.records.write import change

_QUOTES = '“”"'


def edit_client(*, viewer: Viewer, client_id: uuid.UUID, profile: Profile) -> Client:
    """Store what differs of a client's profile, other names and local answers.

    A name without quotes names somebody who had none. What a client who refused to be named is called stays.

    Raises PermissionDenied without the right at this client, NotVisible, NotDone for answers that cannot be kept and
    for a record that another system keeps. Nothing is stored then.
    """
    seen = client_in_sight(viewer, client_id)
    if not may_edit_profile(viewer, seen):
        raise PermissionDenied
    stop_if_kept_elsewhere(seen)
    answers = fitted(profile)
    if seen.is_consent_refused:
        if profile.other_names:
            stop_if_identity_is_locked(viewer, seen)
        answers = {name: value for name, value in answers.items() if name not in (*IDENTIFYING, "ssn")}
    else:
        stop_if_impossible(viewer, profile, answers, has_ssn=seen.ssn_encrypted is not None)
    with change(by=viewer.account, action="edit_client"):
        client = lock(seen)
        changed = write_answers(client, answers, viewer.organization.id)
        changed += _own_words(client, profile)
        if changed:
            client.date_updated, client.user = clock.now(), viewer.hud_user
            client.save(update_fields=[*changed, "date_updated", "user"])
        keep_other_names(viewer, client, profile.other_names)
        keep_local_answers(viewer, client, profile.local)
    return client


def _own_words(client: Client, profile: Profile) -> list[str]:
    changed = []
    if client.pronouns != profile.pronouns.strip():
        client.pronouns = profile.pronouns.strip()
        changed.append("pronouns")
    named = any(part and part[0] not in _QUOTES for part in (client.first_name, client.last_name))
    if client.is_unnamed and named:
        client.is_unnamed = False
        changed.append("is_unnamed")
    return changed
