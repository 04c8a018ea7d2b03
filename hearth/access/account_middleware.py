"""What every request of somebody who is logged in must pass: a login that lives, is not locked, and may see clients.

Closed unless shown to be open: a login without its row is no login, and a page that is not marked as a person's own
is taken to show clients.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hearth.access import kept_work
from hearth.access.account_agreement import agreement_for, holds_now
from hearth.access.account_sessions import (
    Ended,
    end,
    is_locked,
    is_over,
    lock,
    not_ended,
    note_activity,
    session_of,
)
from hearth.access.caller import address_of, is_within
from hearth.access.own_pages import is_open_while_locked, is_own_page
from hearth.access.page_viewer import LOGIN_SETTINGS
from hearth.access.second_factor import has_second_factor
from hearth.records.setting import settings_at

# Cookies are not in the list: that of a trusted device must outlive the login; the session's own is removed anyway.
CLEARED_AT_THE_END = '"cache", "storage"'


class AccountMiddleware:
    """Ends logins that are over, locks idle ones, and keeps clients' data from who may not open any.

    Stands after the ViewerMiddleware: what holds is what the agency asks that the person works for now.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began_signed_in = request.user.is_authenticated
        if began_signed_in:
            _look(request)
        response = self.get_response(request)
        if began_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = CLEARED_AT_THE_END
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Show the lock, or say what is missing before clients' data may be opened."""
        if not request.user.is_authenticated:
            return None
        state: dict[str, Any] = request.login_values  # type: ignore[attr-defined]
        session = request.login_session  # type: ignore[attr-defined]
        stays_open = is_open_while_locked(view, request)
        if is_locked(session, state["idle_minutes"]):
            # Written down, or what the lock page itself asks would count as activity.
            lock(session)
            if not stays_open:
                return _locked(request)
        elif not stays_open and not _is_background(request):
            note_activity(session)
        return None if is_own_page(view) else _missing(request, state)


def _look(request: HttpRequest) -> None:
    """Find the request's login and what holds for it; end it when it has lived long enough."""
    viewer = request.viewer  # type: ignore[attr-defined]
    values = viewer.begun.settings if viewer else settings_at(LOGIN_SETTINGS)
    session = session_of(request)
    if session is None or is_over(session, values["session_hours"]):
        kept_work.keep(request, request.user)  # type: ignore[arg-type]
        if session is not None:
            end(not_ended(session.account).filter(pk=session.pk), Ended.LIMIT)
        logout(request)
        request.viewer = None  # type: ignore[attr-defined]
        return
    request.login_session, request.login_values = session, values  # type: ignore[attr-defined]


def _is_background(request: HttpRequest) -> bool:
    """A page that looks by itself how far an import is does not show that anybody sits before it."""
    return request.headers.get("HX-Request") == "true" and request.method == "GET"


def _locked(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request") == "true" or request.headers.get("Accept") == "application/json":
        # Nothing to swap in: the page's own script hears this and covers the page, with all that was typed in it.
        return HttpResponse(status=204, headers={"HX-Trigger": "hearth-locked"})
    kept_work.keep(request, request.user)  # type: ignore[arg-type]
    here = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{reverse('account:locked')}?{urlencode({'next': here})}")


def _missing(request: HttpRequest, state: dict[str, Any]) -> HttpResponse | None:
    account: Any = request.user
    if not is_within(address_of(request), state["allowed_networks"]):
        return render(request, "account/not_from_here.html", {"address": address_of(request)}, status=403)
    if state["second_factor_required"] and not has_second_factor(account):
        return render(request, "account/needs_second_factor.html", status=403)
    session = request.login_session  # type: ignore[attr-defined]
    if not holds_now(session.signed_at, session.signed_version, state):
        told = {"agreement": agreement_for(account), "next": request.get_full_path()}
        return render(request, "account/needs_agreement.html", told, status=403)
    return None
