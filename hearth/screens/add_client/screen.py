"""Add a client: after a search only, with likely duplicates while typing. Action: hearth/actions/create_client.py."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hearth.access.viewer import Viewer, requires
from hearth.actions.create_client import create_unnamed_client
from hearth.actions.refusal import NotDone
from hearth.screens.add_client.form import UnnamedForm
from hearth.screens.kept_search import kept
from hearth.screens.new_client import NewClient
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("create_client")
def add(request: Any) -> HttpResponse:
    """Show the form with what was searched for, or save. Who did not search yet is led to the search."""
    viewer: Viewer = request.viewer
    starts = request.method == "POST" and request.POST.get("do") == "start"
    if request.method != "POST" or starts:
        words = request.POST.get("q", "") if starts else kept(request, request.GET.get("search", ""))
        if not words.strip():
            notices.refused(request, _("Search first: the person may be on file under another spelling."))
            return redirect("find_client:find")
        return _page(request, NewClient(viewer, words=words))
    new = NewClient(viewer, data=request.POST)
    client = new.save()
    if client is None:
        return _page(request, new)
    notices.saved(request, new.said())
    if family := _into_family(request):
        return redirect(f"{reverse('family:family', args=[family])}?add={client.pk}")
    return redirect("client:client", client.pk)


@require_POST
@requires("create_client")
def likely(request: Any) -> HttpResponse:
    """Show who may be the person that is being typed: a part of the form's page, asked for while one types."""
    new = NewClient(request.viewer, data=request.POST)
    new.profile.form.is_valid()
    return render(request, "alike.html", new.alike())


@require_http_methods(["GET", "HEAD", "POST"])
@requires("create_client")
def unnamed(request: Any) -> HttpResponse:
    """Add somebody without a name: a description, and perhaps where and when they were met."""
    viewer: Viewer = request.viewer
    form = UnnamedForm(request.POST or None, initial={"met_on": viewer.today})
    if request.method == "POST" and form.is_valid():
        try:
            client = create_unnamed_client(viewer=viewer, **form.cleaned_data)
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("Added. When you learn the name, edit the profile."))
            return redirect("client:client", client.pk)
    return render(request, "add_client/unnamed.html", {"form": form})


def _into_family(request: Any) -> uuid.UUID | None:
    """Give the client whose family page led here, so that the way back is there again."""
    try:
        return uuid.UUID(request.POST.get("into_family", ""))
    except ValueError:
        return None


def _page(request: Any, new: NewClient) -> HttpResponse:
    shown = new.context() | {"into_family": _into_family(request)}
    return render(request, "add_client/screen.html", shown)
