"""Add a client: nobody twice, unless a person says why this is somebody else; or somebody whose name is not known."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hearth.access.likely_same import Likely, facts_typed, likely_same
from hearth.access.release_required import RULE as RELEASE_RULE
from hearth.access.release_required import release_missing
from hearth.access.viewer import Viewer
from hearth.actions.client_profile import (
    Profile,
    fitted,
    keep_local_answers,
    keep_other_names,
    stop_if_impossible,
    write_answers,
)
from hearth.actions.holds_clients_here import kept_out
from hearth.actions.record_release import Said, record_release
from hearth.actions.refusal import NotDone, Problem, stop_if
from hearth.actions.stamp import born
from hearth.records.models import Client
from hearth.records.names import plain, unique_identifier
from hearth.records.write import change

RIGHT = "create_client"
LIKELY = "client/not_entered_twice"
# Why somebody who looks alike is another person; the key is stored with the change.
DIFFERENT: Final[dict[str, str]] = {
    "relative": gettext_noop("Twin, sibling, or parent and child"),
    "same_name": gettext_noop("Same name, other person: they told me their birth date"),
    "seen_both": gettext_noop("I know both of them"),
    "says_never": gettext_noop("They say they were never here, and papers bear it out"),
    "other": gettext_noop("Another reason"),
}
_PARTIAL, _NOT_COLLECTED = 2, 99
_DESCRIPTION = 48


def create_client(
    *, viewer: Viewer, profile: Profile, different_because: str = "", release: Said | None = None
) -> Client:
    """Store a new client of the viewer's agency, with other names, local answers and the answer about sharing.

    `different_because` is a key of DIFFERENT. Without one, a client who is very likely the same person stops it.

    Raises PermissionDenied without the right, NotDone for answers that cannot be kept, for a likely duplicate, where
    the agency holds no clients here, and where a release is required and was not asked. Nothing is stored then.
    """
    _check(viewer)
    answers = fitted(profile)
    stop_if_impossible(viewer, profile, answers)
    if different_because not in DIFFERENT:
        _stop_if_known(viewer, answers)
    if release_missing(viewer, answered=release is not None, is_private=viewer.organization.is_confidential):
        text = _("Ask whether the record may be shared, and record the answer. A no is an answer too.")
        raise NotDone([Problem(text, f"{RELEASE_RULE}:permission")])
    why = different_because if different_because in DIFFERENT else ""
    with change(by=viewer.account, action="create_client", why=why):
        client = _new(viewer, profile.pronouns.strip())
        write_answers(client, answers, viewer.organization.id)
        client.save()
        keep_other_names(viewer, client, profile.other_names)
        keep_local_answers(viewer, client, profile.local)
        if release is not None:
            record_release(viewer=viewer, client=client, said=release)
    return client


def create_unnamed_client(
    *, viewer: Viewer, description: str, met_where: str = "", met_on: date | None = None
) -> Client:
    """Store somebody who was met without a name: a description in quotes, of partial quality, matched by nothing.

    Raises PermissionDenied without the right, NotDone without a description or where the agency holds no clients.
    """
    _check(viewer)
    words = " ".join(description.split()).strip('"“”')
    if not words:
        text = _("Write what will tell you who this is: a nickname, a coat, a dog.")
        raise NotDone([Problem(text, "client/is_described:description")])
    if met_on is not None and met_on > viewer.today:
        raise NotDone([Problem(_("That day is in the future."), "client/met_by_today:met_on")])
    with change(by=viewer.account, action="create_unnamed_client"):
        client = _new(viewer, "")
        client.first_name = f"“{words[:_DESCRIPTION]}”"
        client.first_name_plain = plain(client.first_name)
        client.name_data_quality = _PARTIAL
        client.ssn_data_quality = client.dob_data_quality = _NOT_COLLECTED
        client.is_unnamed = True
        client.met_where, client.met_on = met_where.strip()[:200], met_on
        client.save()
    return client


def alike(viewer: Viewer, answers: Mapping[str, Any], apart_from: Collection[uuid.UUID] = ()) -> list[Likely]:
    """Give the clients who may be the person that was typed, the likeliest first; not those in `apart_from`."""
    typed = facts_typed(
        first_name=answers.get("first_name") or "",
        last_name=answers.get("last_name") or "",
        middle_name=answers.get("middle_name") or "",
        name_suffix=answers.get("name_suffix") or "",
        birth=answers.get("dob"),
        birth_is_exact=answers.get("dob_data_quality") != _PARTIAL,
        ssn_digits=answers.get("ssn") or "",
        sex=answers.get("sex"),
    )
    return likely_same(viewer, typed, apart_from=apart_from)


def _check(viewer: Viewer) -> None:
    if not viewer.may(RIGHT):
        raise PermissionDenied
    own = viewer.projects.filter(organization=viewer.organization)
    projects = list(own.select_related("organization").order_by("project_name", "pk"))
    closed = [kept_out(project, viewer.today) for project in projects]
    if closed and all(closed):
        stop_if(closed[0])
    if viewer.organization.victim_service_provider == 1:
        text = _("Your agency is a victim service provider, which keeps its clients elsewhere.")
        raise NotDone([Problem(text, "project/holds_clients")])


def _stop_if_known(viewer: Viewer, answers: Mapping[str, Any]) -> None:
    if any(one.stops for one in alike(viewer, answers)):
        text = _("This is very likely somebody who is on file. Open them, or say why it is another person.")
        raise NotDone([Problem(text, LIKELY)])


def _new(viewer: Viewer, pronouns: str) -> Client:
    identity = uuid.uuid4()
    return Client(
        id=identity,
        unique_identifier=unique_identifier(identity),
        organization=viewer.organization,
        pronouns=pronouns,
        **born(viewer),
    )
