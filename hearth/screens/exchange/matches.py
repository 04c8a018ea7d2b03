"""Clients of two sources who may be one person: look at both, and say when they are different people."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hearth.access.viewer import requires
from hearth.exchange.matching import dismiss_match, likely_matches, review_match
from hearth.ui.notices import saved

_PAIRS_ON_A_PAGE = 25


@require_safe
@requires("import_data")
def matches(request: Any) -> HttpResponse:
    """List the pairs that nobody has looked at yet."""
    page = Paginator(likely_matches(request.viewer), _PAIRS_ON_A_PAGE).get_page(request.GET.get("page"))
    ids = {client_id for pair in page for client_id in (pair.client_id, pair.other_id)}
    people = {one.pk: one for one in request.viewer.clients.filter(pk__in=ids).select_related("source")}
    pairs = [(pair, people[pair.client_id], people[pair.other_id]) for pair in page]
    return render(
        request,
        "exchange/matches.html",
        {"page": page, "pairs": pairs, "may_merge": request.viewer.may("merge_clients")},
    )


@require_POST
@requires("import_data")
def different(request: Any, match_id: int) -> HttpResponse:
    """Take a pair off the list: two people who are merely alike."""
    dismiss_match(request.viewer, match_id)
    saved(request, _("Noted: they are different people."))
    return redirect("exchange:matches")


@require_POST
@requires("import_data")
def same(request: Any, match_id: int) -> HttpResponse:
    """Open the two side by side in the review of duplicates, to merge them."""
    return redirect("duplicates:pair", review_match(request.viewer, match_id).pk)
