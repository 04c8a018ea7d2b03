"""Find a client: results as one types, by name, SSN, birth date or identifier. Uses no action.

Searches are posted: names and numbers of people stand in no address and in no log.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hearth.access.hidden_records import may_be_hidden
from hearth.access.recent import recent_clients
from hearth.access.search import Finding, Found, find, may_be_ssn
from hearth.access.viewer import Viewer, requires
from hearth.screens.client_rows import client_rows
from hearth.screens.kept_search import keep, kept


@require_http_methods(["GET", "HEAD", "POST"])
@requires("find_client")
def find_client(request: Any) -> HttpResponse:
    """Show the box and what was found. Enter opens the one client whom the words mean beyond doubt.

    One who was found by less (the beginnings of a name, one that sounds alike, a birth date) is shown and has the
    focus: the worker sees who it is, and the next Enter opens.
    """
    if request.method != "POST":
        return _page(request, kept(request, request.GET.get("search", "")))
    words = " ".join(request.POST.get("q", "").split())
    address = reverse("find_client:find")
    if words and not may_be_ssn(words):
        address += f"?search={keep(request, words)}"
    if request.htmx:
        response = render(request, "find_client/results.html", _found(request.viewer, words))
        response["HX-Replace-Url"] = address
        return response
    finding = find(request.viewer, words)
    if finding.is_one and finding.found[0].is_exact:
        return redirect(client_rows(request.viewer, finding.found)[0].url)
    return redirect(address) if "?" in address else _page(request, words)


def _page(request: Any, words: str) -> HttpResponse:
    shown = _found(request.viewer, words)
    return render(request, "find_client/screen.html", shown | {"is_one": shown["finding"].is_one})


def _found(viewer: Viewer, words: str) -> dict[str, Any]:
    finding: Finding = find(viewer, words)
    recent = [] if words else [Found(client) for client in recent_clients(viewer)]
    return {
        "words": words,
        "finding": finding,
        "rows": client_rows(viewer, finding.found) if finding.found else [],
        "recent": client_rows(viewer, recent) if recent else [],
        "today": viewer.today,
        "may_be_hidden": may_be_hidden(viewer, words),
        "may_break_glass": viewer.may("break_glass"),
        "may_add": viewer.may("create_client"),
    }
