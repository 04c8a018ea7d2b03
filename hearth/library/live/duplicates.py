"""Pairs of records that may be of one person and wait for somebody to decide."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_noop as _

from hearth.access.duplicates import RIGHT, State, pairs
from hearth.access.viewer import Viewer
from hearth.library.live.live import Live
from hearth.reports.everyday.column import Column, Total
from hearth.reports.everyday.listing import Choice, Listing


def _rows(viewer: Viewer, _projects: Sequence[uuid.UUID]) -> Iterator[dict[str, Any]]:
    for number, pair in enumerate(pairs(viewer, State.WAITING), start=1):
        for client_id in (pair.one_id, pair.other_id):
            yield {
                "client_id": client_id,
                "enrollment_id": None,
                "pair": number,
                "likeness": pair.score,
                "found_on": pair.found_at.astimezone(viewer.zone).date(),
                "waits": (viewer.today - pair.found_at.astimezone(viewer.zone).date()).days,
            }


DUPLICATES = Live(
    Listing(
        code="duplicates",
        title=_("Duplicates waiting"),
        words=_("Pairs of records that may be of one person and wait for a decision, both records of each."),
        columns=(
            Column("pair", _("Pair"), "number"),
            Column("likeness", _("Likeness"), "share"),
            Column("found_on", _("Found"), "day"),
            Column("waits", _("Days waiting"), "number"),
        ),
        choices={
            "all": Choice(_("All"), _("Every pair that waits.")),
            "old": Choice(
                _("Longer than 30 days"), _("Pairs that wait for more than 30 days."), "waits > 30"
            ),
        },
        totals=(Total(_("Pairs"), "count(distinct pair)"), Total(_("Days waiting at most"), "max(waits)")),
        order="pair, client_id",
    ),
    _rows,
    right=RIGHT,
)
