"""The review queue: pairs that may be one person, with filters in the address.

Action: hearth/actions/duplicate_pairs.py.
"""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hearth.access import duplicates
from hearth.access.viewer import Viewer, requires
from hearth.actions.duplicate_pairs import say_different
from hearth.screens.duplicates.words import reason_words
from hearth.ui.notices import saved

_PAIRS_ON_A_PAGE = 25


@require_safe
@requires("merge_clients")
def pair_list(request: Any) -> HttpResponse:
    """Show the pairs in a state, and where they came from."""
    viewer: Viewer = request.viewer
    state = _one_of(request.GET.get("state", ""), duplicates.State.values, duplicates.State.WAITING)
    origin = _one_of(request.GET.get("origin", ""), duplicates.Origin.values, "")
    page = Paginator(duplicates.pairs(viewer, state, origin), _PAIRS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    merges = duplicates.merges_by_pair(viewer, list(page.object_list)) if state == "merged" else {}
    rows = [
        {
            "pair": pair,
            "people": _in_order(pair, merges.get(pair.pk)),
            "reasons": reason_words(pair),
            "percent": None if pair.score is None else int(pair.score * 100),
            "merge": merges.get(pair.pk),
        }
        for pair in page.object_list
    ]
    counted = duplicates.counts(viewer)
    return render(
        request,
        "duplicates/list.html",
        {
            "page": page,
            "rows": rows,
            "state": state,
            "origin": origin,
            "states": [(value, label, counted[value]) for value, label in duplicates.State.choices],
            "origins": duplicates.Origin.choices,
            "scan": duplicates.last_scan(),
            "zone": viewer.zone,
        },
    )


@require_POST
@requires("merge_clients")
def different(request: Any, pair_id: uuid.UUID) -> HttpResponse:
    """Note that a pair is two people: it is not proposed again."""
    say_different(viewer=request.viewer, pair_id=pair_id, why=request.POST.get("why", "").strip())
    saved(request, _("Noted: they are two people. Nobody is asked about them again."))
    return redirect("duplicates:list")


def _one_of(value: str, known: list[str], usual: str) -> str:
    return value if value in known else usual


def _in_order(pair: Any, merge: Any) -> tuple[Any, Any]:
    """Give the two records: of merged ones the kept one first."""
    if merge is not None and merge.kept_id == pair.other_id:
        return pair.other, pair.one
    return pair.one, pair.other
