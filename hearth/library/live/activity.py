"""Staff activity: what each worker recorded in the last 30 days, as numbers."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_noop as _

from hearth.access.staff_activity import RIGHT, staff_activity
from hearth.access.viewer import Viewer
from hearth.library.live.live import Live
from hearth.reports.everyday.column import Column, Total
from hearth.reports.everyday.listing import Choice, Listing


def _rows(viewer: Viewer, _projects: Sequence[uuid.UUID]) -> Iterator[dict[str, Any]]:
    return staff_activity(viewer)


STAFF_ACTIVITY = Live(
    Listing(
        code="staff_activity",
        title=_("Staff activity"),
        words=_(
            "How often each worker recorded what in the last 30 days. Who also works for an agency that you do not see "
            "is left out."
        ),
        columns=(
            Column("name", _("Name")),
            Column("agency", _("Agency")),
            Column("role", _("Role")),
            Column("clients", _("Clients added"), "number"),
            Column("enrollments", _("Enrollments"), "number"),
            Column("exits", _("Exits"), "number"),
            Column("answers", _("Answers"), "number"),
            Column("services", _("Services"), "number"),
            Column("contacts", _("Contacts"), "number"),
            Column("notes", _("Notes and goals"), "number"),
            Column("other", _("Other"), "number"),
            Column("acts", _("All"), "number"),
            Column("last_on", _("Last recorded"), "day"),
        ),
        choices={
            "all": Choice(_("All"), _("Everybody with an open account.")),
            "idle": Choice(_("Nothing recorded"), _("Who recorded nothing in 30 days."), "acts = 0"),
        },
        totals=(Total(_("People"), "count(*)"), Total(_("Acts"), "sum(acts)")),
        order="acts desc, name, agency",
        about_people=False,
    ),
    _rows,
    right=RIGHT,
)
