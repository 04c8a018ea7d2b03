"""Releases of information that end soon, ended, or are missing, of the clients whom the agency serves now."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_noop as _

from hearth.access.releases_due import Due, clients_due
from hearth.access.viewer import Viewer
from hearth.library.live.live import Live
from hearth.reports.everyday.column import Column, Total
from hearth.reports.everyday.listing import Choice, Listing

_CHOICES = {
    Due.SOON: Choice(_("Ending soon"), _("Releases that end within 60 days."), "due = 'soon'"),
    Due.ENDED: Choice(_("Ended"), _("Releases that ended and were not renewed."), "due = 'ended'"),
    Due.MISSING: Choice(_("Never asked"), _("Clients without any release."), "due = 'missing'"),
    Due.SPOKEN: Choice(_("Spoken only"), _("Consent that waits for a signature."), "due = 'spoken'"),
    Due.ADULT: Choice(
        _("Grown up"), _("Clients of 18 years and more whose parent or guardian signed."), "due = 'adult'"
    ),
}


def _rows(viewer: Viewer, _projects: Sequence[uuid.UUID]) -> Iterator[dict[str, Any]]:
    for due in _CHOICES:
        for client in clients_due(viewer, due):
            ends = client.holds_until
            yield {
                "client_id": client.pk,
                "enrollment_id": None,
                "due": due.value,
                "holds_until": ends,
                "days_left": (ends - viewer.today).days if ends else None,
                "ended_on": client.ended_on,
            }


RELEASES_ENDING = Live(
    Listing(
        code="releases_ending",
        title=_("Releases of information"),
        words=_(
            "Whose release ends soon, ended or is missing, among the clients whom your agency serves now."
        ),
        columns=(
            Column("holds_until", _("In force until"), "day"),
            Column("days_left", _("Days left"), "number"),
            Column("ended_on", _("End of the last one"), "day"),
        ),
        choices={due.value: choice for due, choice in _CHOICES.items()},
        totals=(Total(_("People"), "count(distinct client_id)"),),
        order="holds_until, ended_on, client_id",
        unseen={"due": "VARCHAR"},
    ),
    _rows,
    right="record_release",
)
