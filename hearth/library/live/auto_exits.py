"""Households that the system will exit soon, because nothing was recorded for them."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_noop as _

from hearth.access.auto_exits import auto_exits_coming
from hearth.access.viewer import Viewer
from hearth.library.live.live import Live
from hearth.reports.everyday.column import Column, Total
from hearth.reports.everyday.listing import Choice, Listing


def _rows(viewer: Viewer, _projects: Sequence[uuid.UUID]) -> Iterator[dict[str, Any]]:
    for one in auto_exits_coming(viewer, everywhere=True):
        yield {
            "client_id": one.head.client_id,
            "enrollment_id": one.head.pk,
            "program": one.head.project.project_name,
            "members": len(one.members),
            "last_on": one.last.on,
            "due_on": one.due_on,
            "days_left": one.left,
            "exit_on": one.exit_on,
        }


AUTO_EXITS = Live(
    Listing(
        code="auto_exits",
        title=_("Auto-exits coming"),
        words=_(
            "The households that the system exits unless something is recorded for them, the soonest first."
        ),
        columns=(
            Column("program", _("Program")),
            Column("members", _("People"), "number"),
            Column("last_on", _("Last recorded"), "day"),
            Column("due_on", _("Exited on"), "day"),
            Column("days_left", _("Days left"), "number"),
            Column("exit_on", _("As of"), "day"),
        ),
        choices={
            "all": Choice(_("All"), _("Every household with a warning.")),
            "week": Choice(
                _("Within 7 days"), _("Households that are exited within 7 days."), "days_left <= 7"
            ),
        },
        totals=(Total(_("Households"), "count(*)"), Total(_("People"), "sum(members)")),
        order="due_on, enrollment_id",
    ),
    _rows,
    right="exit_household",
)
