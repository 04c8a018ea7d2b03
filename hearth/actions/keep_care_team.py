"""Keep a client's care team: put a colleague on it, end their time, ask one of them about the client."""

import uuid
from datetime import date

from django.core.exceptions import PermissionDenied

from hearth.access.contacts import care_team_of, colleagues
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.client_in_sight import client_in_sight
from hearth.actions.keep_contact import RIGHT
from hearth.actions.notify import notify
from hearth.actions.refusal import stop_if
from hearth.records.models import Account, CareTeamMember
from hearth.records.write import change, current
from hearth.rules.facts import Broken


def add_to_care_team(
    *,
    viewer: Viewer,
    client_id: uuid.UUID,
    account_id: uuid.UUID,
    role: str = "",
    starts_on: date,
    ends_on: date | None = None,
    is_public: bool = False,
) -> CareTeamMember:
    """Put a colleague of the viewer's agency on the team.

    Raises PermissionDenied without the right, NotVisible, NotDone for an end before the start.
    """
    client = client_in_sight(viewer, client_id, RIGHT)
    account = next((one for one in colleagues(viewer) if one.pk == account_id), None)
    if account is None:
        raise NotVisible("There is no such colleague.")
    _stop_if_ends_before(starts_on, ends_on)
    with change(by=viewer.account, action="add_to_care_team"):
        return CareTeamMember.objects.create(
            client=client,
            account=account,
            role=role,
            starts_on=starts_on,
            ends_on=ends_on,
            is_public=is_public,
            organization=viewer.organization,
            change=current(),
        )


def leave_care_team(*, viewer: Viewer, member_id: uuid.UUID, ends_on: date) -> CareTeamMember:
    """End somebody's time on the team with a day: the last on which they are on it.

    Raises PermissionDenied without the right, NotVisible, NotDone.
    """
    if not viewer.may(RIGHT):
        raise PermissionDenied
    rows = viewer.rows(CareTeamMember).filter(organization=viewer.organization.pk)
    row = rows.filter(pk=member_id).first()
    if row is None:
        raise NotVisible("There is no such member.")
    _stop_if_ends_before(row.starts_on, ends_on)
    with change(by=viewer.account, action="leave_care_team"):
        row.ends_on = ends_on
        row.save(update_fields=["ends_on"])
    return row


def ask_about_client(*, viewer: Viewer, client_id: uuid.UUID, account_id: uuid.UUID, address: str) -> Account:
    """Let somebody of the team find in their inbox that the viewer asks them about the client.

    A notice has no words about a client (ADR 0120): who asks, about which identifier, and the way there.
    Raises NotVisible for a client out of sight and for who is not on the team.
    """
    client = client_in_sight(viewer, client_id)
    team, _former = care_team_of(viewer, client)
    if account_id not in {one.account_id for one in team}:
        raise NotVisible("There is no such member.")
    account = Account.objects.get(pk=account_id)
    notify(
        "asked_about_client",
        [account],
        about=client.unique_identifier,
        address=address,
        facts={"username": viewer.account.username},
    )
    return account


def _stop_if_ends_before(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        text = "The end is before the start on %(start)s."
        stop_if([Broken("client/care_team_dates_have_an_order", text, {"start": starts_on})])
