"""The people who log in, one row for each role that they hold: who uses a licence, and since when nobody did."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_noop as _

from hearth.access.people import RIGHT, people
from hearth.access.viewer import Viewer
from hearth.library.live.live import Live
from hearth.reports.everyday.column import Column, Total
from hearth.reports.everyday.listing import Choice, Listing


def _rows(viewer: Viewer, _projects: Sequence[uuid.UUID]) -> Iterator[dict[str, Any]]:
    def day(moment: datetime | None) -> date | None:
        return moment.astimezone(viewer.zone).date() if moment else None

    for one in people(viewer):
        last = day(one.last_login)
        for seat in one.seats:
            yield {
                "name": one.account.name,
                "username": one.account.username,
                "agency": seat.agency,
                "role": seat.role.name,
                "state": one.state.value,
                "last_on": last,
                "idle": (viewer.today - last).days if last else None,
                "signed_on": day(one.agreement_signed),
            }


PEOPLE = Live(
    Listing(
        code="people",
        title=_("Users and licences"),
        words=_(
            "Everybody who logs in, by agency and role: whether the account is in use, and when it last was."
        ),
        columns=(
            Column("name", _("Name")),
            Column("username", _("User name")),
            Column("agency", _("Agency")),
            Column("role", _("Role")),
            Column("state", _("Account")),
            Column("last_on", _("Last login"), "day"),
            Column("idle", _("Days since"), "number"),
            Column("signed_on", _("Agreement signed"), "day"),
        ),
        choices={
            "all": Choice(_("All"), _("Every role of everybody; who has two roles stands twice.")),
            "active": Choice(_("Active"), _("Accounts that can be logged in to."), "state = 'active'"),
            "idle": Choice(
                _("Not used for 30 days"),
                _("Accounts that nobody logged in to for 30 days, or ever."),
                "state <> 'closed' and coalesce(idle > 30, true)",
            ),
            "closed": Choice(_("Closed"), _("Accounts of people who left."), "state = 'closed'"),
        },
        totals=(
            Total(_("People"), "count(distinct username)"),
            Total(_("Active people"), "count(distinct username) filter (state = 'active')"),
            Total(_("Agencies"), "count(distinct agency)"),
        ),
        order="agency, name, username, role",
        about_people=False,
    ),
    _rows,
    right=RIGHT,
)
