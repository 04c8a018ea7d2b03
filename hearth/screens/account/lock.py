"""The lock: an idle page asks the password or passkey again, and gives unsaved work back (SEC-04).

The page's own script (hearth/ui/static/ui/lock.js) covers the page and keeps what was typed in it. Without the
script, or after a reload, the same is asked by a page, and what was sent meanwhile is kept on the server.
"""

import json
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from hearth.access import account_sessions, kept_work
from hearth.access.own_pages import open_while_locked, own_page
from hearth.ui import notices


@open_while_locked
@sensitive_post_parameters("password", "credential")
def locked(request: HttpRequest) -> HttpResponse:
    """Ask who it is, and lead back to where they were."""
    problem = ""
    if request.method == "POST":
        problem = _try(request)
        if not problem:
            return redirect("account:kept_work" if kept_work.has_work(_account(request)) else _next(request))
    elif not _is_locked(request):
        return redirect(_next(request))
    told: dict[str, Any] = {"next": _next(request), "problem": problem, "has_passkey": _has_passkey(request)}
    if told["has_passkey"]:
        told["js_data"] = {"request_options": begin_authentication(_account(request))}
    return render(request, "account/locked.html", told)


@open_while_locked
@require_POST
@sensitive_post_parameters("password", "credential")
def unlock(request: HttpRequest) -> HttpResponse:
    """Answer the page's own script: open again, or what was wrong."""
    problem = _try(request)
    if problem:
        return JsonResponse({"problem": problem}, status=403)
    return JsonResponse({"seconds": _seconds(request)})


@open_while_locked
@require_GET
def passkey_options(request: HttpRequest) -> HttpResponse:
    """Give the page's own script what it asks the passkey with. 404 for somebody without one."""
    if not _has_passkey(request):
        return JsonResponse({}, status=404)
    return JsonResponse({"request_options": begin_authentication(_account(request))})


@open_while_locked
@require_POST
def lock_now(request: HttpRequest) -> HttpResponse:
    """Lock every page of this login. The page's own script asks for it, and so does "Lock" in the menu."""
    account_sessions.lock(request.login_session)  # type: ignore[attr-defined]
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"seconds": 0})
    return redirect("account:locked")


@open_while_locked
@require_POST
def awake(request: HttpRequest) -> HttpResponse:
    """Tell the page's own script in how many seconds to lock; with `active` somebody is at work on it.

    Another page of the same login may have been at work meanwhile, or may have been locked.
    """
    if request.POST.get("active") and not _is_locked(request):
        account_sessions.note_activity(request.login_session)  # type: ignore[attr-defined]
    return JsonResponse({"seconds": _seconds(request)})


@own_page
def give_work_back(request: HttpRequest) -> HttpResponse:
    """Show what was kept, to be sent again or thrown away."""
    account = _account(request)
    if request.method == "POST":
        kept_work.throw_away(account)
        notices.saved(request, _("It was thrown away."))
        return redirect("home:home")
    return render(request, "account/kept_work.html", {"work": kept_work.give_back(account)})


def _try(request: HttpRequest) -> str:
    """Look at the password or passkey that was given. Opens the login again, or gives what was wrong."""
    account = _account(request)
    try:
        if request.POST.get("credential"):
            is_right = _is_right_passkey(request)
        else:
            is_right = get_adapter().reauthenticate(account, request.POST.get("password", ""))
    except ImmediateHttpResponse:
        is_right = False
    if not is_right:
        return _("That was not right. Try again.")
    account_sessions.unlock(request.login_session)  # type: ignore[attr-defined]
    return ""


def _is_right_passkey(request: HttpRequest) -> bool:
    try:
        json.loads(request.POST["credential"])
    except ValueError:
        return False
    return bool(ReauthenticateWebAuthnForm(user=request.user, data=request.POST).is_valid())


def _account(request: HttpRequest) -> Any:
    return request.user


def _has_passkey(request: HttpRequest) -> bool:
    found = Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.WEBAUTHN)
    return bool(found.exists())


def _is_locked(request: HttpRequest) -> bool:
    return account_sessions.is_locked(request.login_session, request.login_values["idle_minutes"])  # type: ignore[attr-defined]


def _seconds(request: HttpRequest) -> int:
    if request.login_session.locked_at is not None:  # type: ignore[attr-defined]
        return 0
    return max(
        0,
        account_sessions.seconds_left(request.login_session, request.login_values["idle_minutes"]),  # type: ignore[attr-defined]
    )


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if is_ours else "/"
