"""One's own account: the logins that live, the devices that are trusted, the agreement that was signed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hearth.access.account_agreement import agreement_for, holds_until, last_signature
from hearth.access.account_sessions import Ended, end, live_sessions
from hearth.access.own_pages import own_page
from hearth.access.second_factor import has_second_factor
from hearth.access.trusted_devices import trusted_devices
from hearth.actions.keep_accounts import end_own_sessions
from hearth.actions.refusal import NotDone, Problem
from hearth.actions.sign_agreement import sign_agreement
from hearth.screens.account.browsers import name_of
from hearth.ui import notices


@own_page
@require_GET
def own_account(request: HttpRequest) -> HttpResponse:
    """Show everything that lets one in, and what was signed."""
    account: Any = request.user
    agreement, signature = agreement_for(account), last_signature(account)
    viewer = request.viewer  # type: ignore[attr-defined]
    told = {
        "zone": viewer.zone if viewer else "UTC",
        "sessions": [(row, name_of(row.browser)) for row in live_sessions(account)],
        "this_session": request.login_session,  # type: ignore[attr-defined]
        "devices": [(row, name_of(row.browser)) for row in trusted_devices(account)],
        "has_second_factor": has_second_factor(account),
        "signature": signature,
        "signed_until": holds_until(signature, agreement.version, agreement.days),
    }
    return render(request, "account/own.html", told)


@own_page
@require_POST
def end_session(request: HttpRequest, session_id: Any) -> HttpResponse:
    """End one of one's own logins. Raises Http404 for one that is somebody else's or over."""
    if not end(live_sessions(request.user).filter(pk=session_id), Ended.ENDED_BY_SELF):  # type: ignore[arg-type]
        raise Http404
    notices.saved(request, _("That sign-in was ended."))
    return redirect("account:own")


@own_page
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all of one's own logins but this one."""
    end_own_sessions(account=request.user, but_key=request.session.session_key or "")  # type: ignore[arg-type]
    notices.saved(request, _("All other sign-ins were ended."))
    return redirect("account:own")


@own_page
@require_POST
def forget_devices(request: HttpRequest) -> HttpResponse:
    """Trust one device, or all of them, no more."""
    devices = trusted_devices(request.user)  # type: ignore[arg-type]
    if number := request.POST.get("device"):
        devices = devices.filter(pk=number) if number.isdigit() else devices.none()
    devices.delete()
    notices.saved(request, _("From now on the second step is asked there."))
    return redirect("account:own")


@own_page
def agreement(request: HttpRequest) -> HttpResponse:
    """Read the confidentiality agreement and sign it."""
    account: Any = request.user
    now, problems = agreement_for(account), tuple[Problem, ...]()
    if request.method == "POST":
        try:
            sign_agreement(
                account=account,
                version=request.POST.get("version", ""),
                name=request.POST.get("name", ""),
            )
        except NotDone as refused:
            problems = refused.problems
        else:
            notices.saved(request, _("Signed. Thank you."))
            return redirect(_next(request))
    signature = last_signature(account)
    told = {
        "agreement": now,
        "problems": problems,
        "name": request.POST.get("name", ""),
        "next": _next(request),
        "signature": signature,
        "signed_until": holds_until(signature, now.version, now.days),
    }
    return render(request, "account/agreement.html", told)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else "/"
