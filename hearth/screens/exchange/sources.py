"""Where records come from: the sources, who keeps the records of each, and taking them over."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hearth.access.viewer import requires
from hearth.actions.refusal import NotDone
from hearth.exchange.matching import likely_matches, set_matching
from hearth.exchange.ownership import give_back as give_source_back
from hearth.exchange.ownership import is_edited_here
from hearth.exchange.ownership import take_over as take_source_over
from hearth.exchange.sources import matching_modes
from hearth.exchange.sources import source as one_source
from hearth.exchange.sources import sources as every_source
from hearth.exchange.uploads import import_runs
from hearth.screens.exchange.small_forms import MatchingForm, TypedName
from hearth.ui.notices import saved

_ROWS_ON_A_PAGE = 25


@require_safe
@requires("import_data")
def sources(request: Any) -> HttpResponse:
    """List the sources, with who keeps their records and when the last file came."""
    page = Paginator(every_source(request.viewer), _ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "matches": likely_matches(request.viewer).count(), "zone": request.viewer.zone}
    return render(request, "exchange/sources.html", context)


@require_safe
@requires("import_data")
def source(request: Any, source_id: uuid.UUID) -> HttpResponse:
    """Show one source: who keeps its records, what can be done about that, and its imports."""
    found = one_source(request.viewer, source_id)
    runs = import_runs(request.viewer).filter(source=found)
    context = {
        "source": found,
        "takes_files": not found.taken_over_by_hand,
        "may_give_back": found.taken_over_by_hand and not is_edited_here(found),
        "matching": MatchingForm(modes=matching_modes(), initial={"mode": found.matching}),
        "matches": likely_matches(request.viewer).filter(import_run__source=found).count(),
        "page": Paginator(runs, _ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
        "zone": request.viewer.zone,
    }
    return render(request, "exchange/source.html", context)


@require_POST
@requires("import_data")
def matching(request: Any, source_id: uuid.UUID) -> HttpResponse:
    """Choose how the source's new clients are recognised, from its next file on."""
    found = one_source(request.viewer, source_id)
    form = MatchingForm(request.POST, modes=matching_modes())
    if form.is_valid():
        set_matching(request.viewer, found.name, form.cleaned_data["mode"])
        saved(request, _("Saved. It holds from the next file on."))
    return redirect("exchange:source", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("import_data")
def take_over(request: Any, source_id: uuid.UUID) -> HttpResponse:
    """Say what taking over means, have the source's name typed, and take its records over."""
    found = one_source(request.viewer, source_id)
    form = TypedName(request.POST or None, name=found.name)
    if request.method == "POST" and form.is_valid():
        try:
            take_source_over(request.viewer, found.name)
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            said = _("The records of %(name)s are kept here now.") % {"name": found.name}
            saved(request, said, undo=reverse("exchange:give_back", args=[found.pk]))
            return redirect("exchange:source", found.pk)
    return render(request, "exchange/take_over.html", {"source": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("import_data")
def give_back(request: Any, source_id: uuid.UUID) -> HttpResponse:
    """Say what giving back means, and give the records back to the other system."""
    found = one_source(request.viewer, source_id)
    problems: tuple[Any, ...] = ()
    if request.method == "POST":
        try:
            give_source_back(request.viewer, found.name)
        except NotDone as refusal:
            problems = refusal.problems
        else:
            saved(
                request,
                _("%(name)s keeps its records again. They are read only here.") % {"name": found.name},
            )
            return redirect("exchange:source", found.pk)
    return render(request, "exchange/give_back.html", {"source": found, "problems": problems})
