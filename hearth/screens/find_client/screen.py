"""Find a client: results as one types, by name, SSN, birth date or identifier. Uses no action.

Searches are posted: names and numbers of people stand in no address and in no log.
"""

import re
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hearth.access.hidden_records import may_be_hidden
from hearth.access.search import Finding, birth_date_of, find
from hearth.access.stays import open_programs
from hearth.access.viewer import Viewer, requires
from hearth.screens.find_client.kept_search import keep, kept


@require_http_methods(["GET", "HEAD", "POST"])
@requires("find_client")
def find_client(request: Any) -> HttpResponse:
    """Show the box and what was found. Enter on a search that finds exactly one client opens that client."""
    if request.method != "POST":
        return _page(request, kept(request, request.GET.get("search", "")))
    words = " ".join(request.POST.get("q", "").split())
    address = reverse("find_client:find")
    if words and not _may_be_ssn(words):
        address += f"?search={keep(request, words)}"
    if request.htmx:
        response = render(request, "find_client/results.html", _found(request.viewer, words))
        response["HX-Replace-Url"] = address
        return response
    finding = find(request.viewer, words)
    if len(finding.clients) == 1:
        return redirect("client:client", finding.clients[0].pk)
    return redirect(address) if "?" in address else _page(request, words)


def _page(request: Any, words: str) -> HttpResponse:
    return render(request, "find_client/screen.html", _found(request.viewer, words))


def _found(viewer: Viewer, words: str) -> dict[str, Any]:
    finding: Finding = find(viewer, words)
    programs = open_programs(viewer, finding.clients)
    rows = [(client, programs.get(client.pk, [])) for client in finding.clients]
    return {
        "words": words,
        "finding": finding,
        "rows": rows,
        "today": viewer.today,
        "may_be_hidden": may_be_hidden(viewer, words),
        "may_break_glass": viewer.may("break_glass"),
    }


def _may_be_ssn(words: str) -> bool:
    """Say whether the words are (the beginning of) an SSN: that is kept nowhere in the clear, not even for "Back"."""
    return re.fullmatch(r"[\dxX -]{3,}", words) is not None and birth_date_of(words) is None
