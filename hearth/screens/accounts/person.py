"""One account: what it is, what was done to it, and what the viewer may do. Actions: keep_accounts."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.access.account_people import LookedAfter, acts_on, may_act_on, one_looked_after
from hearth.access.account_sessions import live_sessions
from hearth.access.account_state import State
from hearth.access.trusted_devices import trusted_devices
from hearth.access.viewer import Viewer
from hearth.actions.keep_accounts import (
    deactivate_account,
    end_sessions,
    reactivate_account,
    take_second_factor_away,
    unlock_account,
)
from hearth.actions.refusal import NotDone
from hearth.screens.accounts.links import mail_password_link
from hearth.screens.accounts.words import act_words
from hearth.ui import notices


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done to an account: with which right, when, and what it says."""

    right: str
    label: str | Promise
    what_happens: str | Promise
    done: str | Promise
    is_offered: Callable[[LookedAfter], bool]
    perform: Callable[..., object] | None
    asks_why: bool = False
    is_grave: bool = False


def _is_open(one: LookedAfter) -> bool:
    return one.person.state is not State.CLOSED


ACTS: dict[str, Act] = {
    "unlock": Act(
        "unlock_account",
        _("Unlock the sign-in"),
        _("The tries that failed are forgotten, and the person can sign in again."),
        _("The sign-in is open again."),
        lambda one: one.locked_until is not None,
        unlock_account,
    ),
    "reactivate": Act(
        "reactivate_account",
        _("Open the account again"),
        _("The person can sign in again, and must do so soon."),
        _("The account is active again."),
        lambda one: one.person.state is not State.ACTIVE,
        reactivate_account,
        asks_why=True,
    ),
    "new-password": Act(
        "unlock_account",
        _("Mail a link for a new password"),
        _("The person gets a link by e-mail. The old password holds until they use it."),
        _("The link is on its way."),
        _is_open,
        None,
    ),
    "end-sign-ins": Act(
        "deactivate_account",
        _("End all sign-ins"),
        _("Every sign-in of the person ends now, and no computer is trusted any more."),
        _("All sign-ins were ended."),
        _is_open,
        end_sessions,
        is_grave=True,
    ),
    "second-factor": Act(
        "manage_accounts",
        _("Take a lost second step away"),
        _(
            "App, keys and recovery codes stop working, and every sign-in ends. Be sure that the person asks this."
        ),
        _("The second step was taken away."),
        lambda one: one.has_second_factor,
        take_second_factor_away,
        asks_why=True,
        is_grave=True,
    ),
    "close": Act(
        "deactivate_account",
        _("Close the account"),
        _("The person is signed out everywhere at once and cannot come back. What they wrote stays."),
        _("The account is closed."),
        _is_open,
        deactivate_account,
        asks_why=True,
        is_grave=True,
    ),
}


@require_safe
def show(request: HttpRequest, account_id: uuid.UUID) -> HttpResponse:
    """Show an account that the viewer looks after."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = one_looked_after(viewer, account_id)
    told = {
        "one": one,
        "offered": _offered(viewer, one),
        "sessions": len(live_sessions(one.account)),
        "devices": len(trusted_devices(one.account)),
        "acts": [(line, act_words(line.change.action)) for line in acts_on(one.account)],
        "is_self": one.account.pk == viewer.account.pk,
        "may_give_roles": viewer.may("manage_accounts"),
        "zone": viewer.zone,
    }
    return render(request, "accounts/person.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
def do(request: HttpRequest, account_id: uuid.UUID, act: str) -> HttpResponse:
    """Say what an act does and, on a POST, do it. Raises Http404 for one that does not fit the account now."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one, wanted = one_looked_after(viewer, account_id), ACTS.get(act)
    if wanted is None:
        raise Http404
    if not may_act_on(viewer, one.account, wanted.right):
        raise PermissionDenied
    if not wanted.is_offered(one):
        raise Http404
    problems: Any = ()
    if request.method == "POST":
        try:
            _perform(request, viewer, one.account, wanted)
        except NotDone as refusal:
            problems = refusal.problems
        else:
            notices.saved(request, str(wanted.done))
            return redirect("accounts:person", account_id)
    told = {"one": one, "act": wanted, "problems": problems, "why": request.POST.get("why", "")}
    return render(request, "accounts/act.html", told)


def _perform(request: HttpRequest, viewer: Viewer, account: Any, wanted: Act) -> None:
    if wanted.perform is None:
        mail_password_link(request, account)
    elif wanted.asks_why:
        wanted.perform(by=viewer, account=account, why=request.POST.get("why", "").strip())
    else:
        wanted.perform(by=viewer, account=account)


def _offered(viewer: Viewer, one: LookedAfter) -> list[tuple[str, Act]]:
    return [
        (key, act)
        for key, act in ACTS.items()
        if act.is_offered(one) and may_act_on(viewer, one.account, act.right)
    ]
