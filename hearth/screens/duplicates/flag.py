"""Say that a client was recorded twice: choose the other record, and the pair waits for review.

Action: hearth/actions/duplicate_pairs.py.
"""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.access.duplicates import waiting_with
from hearth.access.recent import recent_clients
from hearth.access.search import find
from hearth.access.viewer import Viewer, requires
from hearth.actions.duplicate_pairs import flag_same_person
from hearth.actions.refusal import NotDone
from hearth.actions.stamp import person_name
from hearth.screens.client_frame import client_page
from hearth.ui.notices import refused, saved


@require_http_methods(["GET", "HEAD", "POST"])
@requires("find_client")
def flag(request: Any, client_id: uuid.UUID) -> HttpResponse:
    """Show the records opened last and those found; a POST with `other` flags that one."""
    viewer: Viewer = request.viewer
    one = viewer.client(client_id)
    reasons = _reasons()
    if other := _as_id(request.POST.get("other", "")):
        said = reasons.get(request.POST.get("reason", ""), "")
        try:
            flag_same_person(viewer=viewer, client_id=one.pk, other_id=other, said=said)
        except NotDone as refusal:
            refused(request, refusal.problems[0].message)
        else:
            saved(request, _("Noted. Somebody who may merge records looks at the two."))
            return redirect("client:client", one.pk)
    words = " ".join(request.POST.get("words", "").split())
    finding = find(viewer, words) if words else None
    clients = finding.clients if finding else recent_clients(viewer)
    return client_page(
        request,
        "duplicates/flag.html",
        one,
        words=words,
        finding=finding,
        clients=[(client, person_name(client)) for client in clients if client.pk != one.pk],
        reasons=reasons.items(),
        reason=request.POST.get("reason", ""),
        waiting=[pair.other if pair.one_id == one.pk else pair.one for pair in waiting_with(viewer, one)],
    )


def _reasons() -> dict[str, str]:
    return {
        "": _("It is plainly one person"),
        "told": _("The client said so"),
        "papers": _("The papers show it"),
        "known": _("I know the client"),
    }


def _as_id(value: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(value)
    except ValueError:
        return None
