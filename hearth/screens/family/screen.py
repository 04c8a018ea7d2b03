"""A client's family: who belongs to it, adding and joining, past families. Action: hearth/actions/keep_family.py."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hearth.access.family import ToldFamily, families_of
from hearth.access.household import living_with
from hearth.access.recent import recent_clients
from hearth.access.search import find
from hearth.access.viewer import NotVisible, Viewer, requires
from hearth.actions.family_from_household import missing_of_household, take_over_household
from hearth.actions.keep_family import RIGHT, add_member, join_family
from hearth.actions.refusal import NotDone
from hearth.actions.stamp import person_name
from hearth.screens.client_frame import client_page
from hearth.screens.family.candidates import candidates, next_head_field
from hearth.screens.family.form import AddForm
from hearth.ui import notices


@require_http_methods(["GET", "HEAD", "POST"])
@requires("find_client")
def family(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show the family, look for somebody, or add them. Which of these is said by the button (`do`).

    Every button sends the whole form, so nothing typed is lost, with JavaScript or without.
    """
    viewer: Viewer = request.viewer
    if request.method != "POST":
        return _page(request, viewer.client(client_id, "family"))
    if not viewer.may(RIGHT):
        raise PermissionDenied
    # The reading was logged when the page was opened; each search and each person added is not one more.
    client = viewer.clients.filter(pk=client_id).first()
    if client is None:
        raise NotVisible("There is no such client.")
    act, _colon, person = request.POST.get("do", "").partition(":")
    if act not in ("add", "join", "all"):
        return _page(request, client)
    families = families_of(viewer, client)
    form = AddForm(request.POST, head=_head_of(_ours(families), client))
    if form.is_valid():
        try:
            added = _add(viewer, client, act, _id(person), form.cleaned_data, request.POST)
        except NotDone as refusal:
            form.refuse(refusal)
        else:
            _say_added(request, client, added)
            return redirect("family:family", client.pk)
    return _page(request, client, form, families)


@require_POST
@requires(RIGHT)
def take_over(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Make the people of the household in the latest enrollment the family."""
    viewer: Viewer = request.viewer
    added, left_out = take_over_household(viewer=viewer, client_id=client_id)
    names = ", ".join(person_name(row.client) for row in added)
    if added:
        notices.saved(request, _("In the family now: %(names)s.") % {"names": names})
    if left_out:
        names = ", ".join(person_name(one) for one in left_out)
        text = _("Not added, because they are in another family: %(names)s.") % {"names": names}
        notices.refused(request, text)
    return redirect("family:family", client_id)


def _add(
    viewer: Viewer, client: Any, act: str, person_id: uuid.UUID, given: dict[str, Any], sent: Any
) -> list[Any]:
    asked = {
        "viewer": viewer,
        "client_id": client.pk,
        "person_id": person_id,
        "relationship": given["relationship"],
        "joined_on": given["joined_on"],
    }
    if act == "add":
        return [add_member(**asked)]
    chosen = sent.get(next_head_field(person_id))
    return join_family(
        **asked, everybody=act == "all", next_head_id=_id(chosen) if act == "join" and chosen else None
    )


def _say_added(request: Any, client: Any, added: list[Any]) -> None:
    names = ", ".join(person_name(row.client) for row in added)
    text = ngettext(
        "%(names)s is in the family of %(name)s now.",
        "%(names)s are in the family of %(name)s now.",
        len(added),
    )
    # One who came alone is taken out again; who left another family is not put back there by a button.
    undo = reverse("family:take_out", args=[added[0].pk]) if request.POST["do"].startswith("add:") else ""
    notices.saved(request, text % {"names": names, "name": person_name(client)}, undo)


def _page(
    request: Any, client: Any, form: AddForm | None = None, families: list[ToldFamily] | None = None
) -> HttpResponse:
    viewer: Viewer = request.viewer
    families = families_of(viewer, client) if families is None else families
    ours, may_keep = _ours(families), viewer.may(RIGHT)
    words = request.POST.get("q", "").strip()
    members = living_with(viewer, client)
    adding: dict[str, Any] = {}
    if may_keep:
        finding = find(viewer, words) if words else None
        just_added = _just_added(request)
        people = finding.clients if finding else just_added or recent_clients(viewer)
        typed = {name: request.POST.get(name) for name in ("joined_on", "relationship")}
        initial = typed if request.method == "POST" else {"joined_on": viewer.today}
        adding = {
            "form": form or AddForm(initial=initial, head=_head_of(ours, client)),
            "words": words,
            "finding": finding,
            "just_added": just_added,
            "may_create": viewer.may("create_client"),
            "candidates": candidates(viewer, client, people, request.POST),
            "missing": [person_name(row.client) for row in missing_of_household(viewer, client, members)],
        }
    return client_page(
        request,
        "family/family.html",
        client,
        "family",
        members=members,
        current=[one for one in families if one.is_current],
        past=[one for one in families if not one.is_current],
        ours=ours,
        may_keep=may_keep,
        **adding,
    )


def _just_added(request: Any) -> list[Any]:
    """Give the client whom the worker just added for this family (screens/add_client leads back with their id)."""
    added = request.GET.get("add")
    return list(request.viewer.clients.filter(pk=_id(added))) if added else []


def _ours(families: list[ToldFamily]) -> ToldFamily | None:
    return next((one for one in families if one.is_ours and one.is_current), None)


def _head_of(ours: ToldFamily | None, client: Any) -> str:
    """Name the head to whom a new member is related: of a new family, the client."""
    if ours is None:
        return person_name(client)
    return next((person_name(row.client) for row in ours.members if row.is_head), "")


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None
