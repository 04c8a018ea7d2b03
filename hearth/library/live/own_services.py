"""Services of the agency's own in the last year, which no HMIS CSV and so no other report holds."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_noop as _

from hearth.access.own_services_summary import own_services_summary
from hearth.access.viewer import Viewer
from hearth.library.live.live import Live
from hearth.reports.everyday.column import Column, Total
from hearth.reports.everyday.listing import Choice, Listing


def _rows(viewer: Viewer, _projects: Sequence[uuid.UUID]) -> Iterator[dict[str, Any]]:
    return own_services_summary(viewer)


OWN_SERVICES = Live(
    Listing(
        code="own_services",
        title=_("Services of the agency’s own"),
        words=_(
            "What your agency gave beyond HUD’s services in the last 365 days: how often, to how many people, for how "
            "much. What was given to anybody, without an enrollment, has lines of its own."
        ),
        columns=(
            Column("category", _("Category")),
            Column("service", _("Service")),
            Column("program", _("Program")),
            Column("times", _("Times given"), "number"),
            Column("people", _("People"), "number"),
            Column("spent", _("Amount"), "money"),
            Column("first_on", _("First"), "day"),
            Column("last_on", _("Last"), "day"),
        ),
        choices={
            "all": Choice(_("All"), _("In an enrollment and without one.")),
            "anybody": Choice(
                _("Without an enrollment"), _("What was given to anybody."), "without_enrollment"
            ),
        },
        totals=(
            Total(_("Services"), "coalesce(sum(times), 0)"),
            Total(_("Amount"), "sum(spent)", "money"),
        ),
        order="category, service, program",
        unseen={"without_enrollment": "BOOLEAN"},
        about_people=False,
    ),
    _rows,
)
