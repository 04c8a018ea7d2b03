"""Choose another set of roles. Its action: choose_role_set."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hearth.access.role_set import moves_to, role_set_in_use
from hearth.access.roles import rights, role_sets
from hearth.access.viewer import Viewer, requires
from hearth.actions.choose_role_set import choose_role_set
from hearth.actions.refusal import NotDone
from hearth.ui import notices

_FIELD = "move_"


@require_http_methods(["GET", "HEAD", "POST"])
@requires("choose_roles")
def choose(request: Any, role_set: str) -> HttpResponse:
    """Show what each account would gain and lose; `do=choose` moves them, any other POST looks again."""
    viewer: Viewer = request.viewer
    if not viewer.may("choose_roles", everywhere=True):
        raise PermissionDenied
    chosen = role_sets().get(role_set)
    if chosen is None:
        raise Http404
    sent = {
        name.removeprefix(_FIELD): value for name, value in request.POST.items() if name.startswith(_FIELD)
    }
    if not set(sent.values()) <= set(chosen.roles):
        raise Http404
    problems: tuple[Any, ...] = ()
    if request.POST.get("do") == "choose":
        try:
            choose_role_set(by=viewer, key=role_set, moves=sent)
        except NotDone as refusal:
            problems = refusal.problems
        else:
            notices.saved(request, _("This community now uses the roles “%(name)s”.") % {"name": chosen.name})
            return redirect("roles:roles")
    moves = moves_to(chosen, sent)
    named = rights()
    return render(
        request,
        "roles/choose.html",
        {
            "chosen": chosen,
            "in_use": role_set_in_use(),
            "problems": problems,
            "choices": [role for role in chosen.roles.values() if role.sees == "agency"],
            "moves": [
                (
                    move,
                    _FIELD + move.old.key,
                    [named[right] for right in move.gains],
                    [named[right] for right in move.loses],
                )
                for move in moves
            ],
        },
    )
