"""Attest months of homelessness by a letter or on the client's word, and take that back."""

import uuid
from datetime import date, timedelta
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.records import clock, guard
from hearth.records.models import AttestedMonth, Client, KeptFile
from hearth.records.write import change

Kind = AttestedMonth.Kind
RIGHT = "attest_months"
# More in one go is a slip of the hand: ten years.
_AT_MOST = 120


def attest_months(
    *,
    viewer: Viewer,
    client_id: uuid.UUID,
    first: date,
    last: date,
    kind: str,
    said_by: str,
    note: str = "",
    letter_id: uuid.UUID | None = None,
) -> list[AttestedMonth]:
    """Record each calendar month from `first` to `last` as one of homelessness and give the rows, the earliest first.

    A month that stands there already by the same letter or word is left as it is. `letter_id` is one of the client's
    files.

    Raises PermissionDenied without the right, NotVisible, NotDone when the months are impossible, nobody is named as
    having said so, or all stand there already.
    """
    if not viewer.may(RIGHT):
        raise PermissionDenied
    client = viewer.clients.filter(pk=client_id).first()
    if client is None:
        raise NotVisible("There is no such client.")
    letter: Any = None
    if letter_id is not None:
        letter = cast(Any, viewer.rows(KeptFile)).filter(pk=letter_id, client=client).first()
        if letter is None:
            raise NotVisible("There is no such file.")
    months = _months(first, last)
    said_by = said_by.strip()
    _stop_if_impossible(viewer, client, months, said_by)
    with change(by=viewer.account, action="attest_months", why=note) as signed:
        standing = guard.everything(AttestedMonth, "is this month attested already").filter(
            client=client, kind=kind, said_by=said_by, organization=viewer.organization.id, date_deleted=None
        )
        there = set(standing.values_list("month", flat=True))
        rows = [
            AttestedMonth(
                client=client,
                month=month,
                kind=Kind(kind),
                said_by=said_by,
                note=note.strip(),
                letter=letter,
                organization_id=viewer.organization.id,
                change=signed,
            )
            for month in months
            if month not in there
        ]
        if not rows:
            raise NotDone([Problem(_("These months stand there already by the same word."), "attested/once")])
        for row in rows:
            row.save()
    return rows


def take_back_attested(*, viewer: Viewer, client_id: uuid.UUID, change_id: uuid.UUID) -> list[AttestedMonth]:
    """Take back what one act attested; the rows stay in the history. Raises PermissionDenied, NotVisible."""
    if not viewer.may(RIGHT):
        raise PermissionDenied
    rows = viewer.rows(AttestedMonth).filter(
        client=client_id, change=change_id, organization=viewer.organization.id
    )
    with change(by=viewer.account, action="take_back_attest_months"):
        found = list(rows.order_by("month"))
        if not found:
            raise NotVisible("There is nothing to take back.")
        for row in found:
            row.date_deleted = clock.instant()
            row.save(update_fields=["date_deleted"])
    return found


def _months(first: date, last: date) -> list[date]:
    found, month = list[date](), first.replace(day=1)
    while month <= last and len(found) <= _AT_MOST:
        found.append(month)
        month = (month + timedelta(days=31)).replace(day=1)
    return found


def _stop_if_impossible(viewer: Viewer, client: Client, months: list[date], said_by: str) -> None:
    problems = []
    if not months:
        problems.append(Problem(_("The first month is after the last."), "attested/order"))
    elif len(months) > _AT_MOST:
        problems.append(Problem(_("At most ten years in one go."), "attested/too_many"))
    elif months[-1] > viewer.today:
        problems.append(Problem(_("A month that has not begun cannot be attested."), "attested/future"))
    elif client.dob and months[0] < client.dob.replace(day=1):
        problems.append(Problem(_("The client was not born yet in the first month."), "attested/born"))
    if not said_by:
        problems.append(
            Problem(_("Say who wrote the letter, or to whom the client said so."), "attested/said_by")
        )
    if problems:
        raise NotDone(problems)
