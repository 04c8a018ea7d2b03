"""Raise an alert that stands on every page of a client, until its last day."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hearth.access.viewer import Viewer
from hearth.actions.pieces import check_place
from hearth.actions.refusal import NotDone, Problem
from hearth.records.models import Client, ClientAlert
from hearth.records.write import change

RIGHT = "raise_alerts"
_LONGEST_DAYS = 366


def raise_alert(
    *, viewer: Viewer, client: Client, text: str, starts_on: date, ends_on: date, private: bool = False
) -> ClientAlert:
    """Raise an alert. It goes where the record is shared; a private one stays with the agency.

    Raises PermissionDenied without the right, NotVisible, NotDone for days that do not fit.
    """
    if not viewer.may(RIGHT):
        raise PermissionDenied
    check_place(viewer, client, None)
    if ends_on < starts_on or ends_on < viewer.today:
        raise NotDone([Problem(_("The last day is over, or before the first one."), "alert/days")])
    if (ends_on - starts_on).days > _LONGEST_DAYS:
        line = _("An alert lasts a year at most. What is true for longer belongs into a note or the profile.")
        raise NotDone([Problem(line, "alert/days")])
    with change(by=viewer.account, action="raise_alert") as signed:
        alert = ClientAlert(
            client=client,
            organization=viewer.organization,
            change=signed,
            text=text,
            starts_on=starts_on,
            ends_on=ends_on,
            raised_by=viewer.account,
            is_private=private or None,
        )
        alert.save(force_insert=True)
    return alert
