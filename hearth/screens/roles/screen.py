"""The table of roles and rights, as the set in use has them. Changes nothing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hearth.access.role_set import role_set_in_use
from hearth.access.roles import pending_rights, rights, role_sets
from hearth.access.viewer import requires
from hearth.screens.roles.words import held_as_words, seats_words, sees_words, training_words


@require_safe
@requires("see_roles")
def rights_of_roles(request: Any) -> HttpResponse:
    """Show a set's roles beside each other; another set than the one in use where the address names it."""
    in_use = role_set_in_use()
    shown = role_sets().get(request.GET.get("set", ""), in_use)
    roles = list(shown.roles.values())
    return render(
        request,
        "roles/screen.html",
        {
            "tabs": tabs(request.viewer),
            "sets": role_sets().values(),
            "shown": shown,
            "in_use": in_use,
            "roles": roles,
            "may_choose": request.viewer.may("choose_roles", everywhere=True) and shown is not in_use,
            "about": [
                (role, sees_words(role), seats_words(role), held_as_words(role), training_words(role))
                for role in roles
            ],
            "rows": [
                (text, right in pending_rights(), [right in role.rights for role in roles])
                for right, text in rights().items()
            ],
        },
    )


def tabs(viewer: Any) -> dict[str, bool]:
    """Give which tabs of these pages the viewer may open."""
    return {name: viewer.may(name) for name in ("see_roles", "explain_access", "see_licences")}
