"""Tell people what happens to the way they sign in: a lock, a new password, a second step added or gone, a new browser.

Whoever got at an account cannot do so unseen: these notices go to the inbox and by mail, and cannot be turned off.
"""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from hearth.access.account_lockout import tries
from hearth.access.caller import browser_of
from hearth.actions.notify import notify, usual_receivers
from hearth.records import clock
from hearth.records.models import Account, AgencyRole, LoginSession
from hearth.records.setting import setting

_OWN_PAGE = "/account/"
_CODES = Authenticator.Type.RECOVERY_CODES


def listen() -> None:
    """Hear of what happens. Called at start-up (hearth/screens/apps.py)."""
    user_locked_out.connect(_locked, dispatch_uid="hearth tells of a lock")
    user_logged_in.connect(_logged_in, dispatch_uid="hearth tells of a new browser")
    for signal, name in ((password_changed, "changed"), (password_reset, "reset"), (password_set, "set")):
        signal.connect(_new_password, dispatch_uid=f"hearth tells of a password {name}")
    authenticator_added.connect(_added, dispatch_uid="hearth tells of a second step")
    authenticator_reset.connect(_added, dispatch_uid="hearth tells of new recovery codes")
    authenticator_removed.connect(_removed, dispatch_uid="hearth tells of a second step gone")
    authenticator_used.connect(_used, dispatch_uid="hearth tells of a recovery code")


def _locked(sender: Any, request: HttpRequest, username: str, **_more: Any) -> None:
    # Said once, by the try that closed it: tries at a closed sign-in are not counted.
    if getattr(request, "axes_failures_since_start", None) != tries(request, {"username": username}):
        return
    name = username.partition(":")[2] or username
    account = Account.objects.filter(username__iexact=name, is_active=True).first()
    if account is None:
        return
    notify("account_locked", [account], facts={"hours": setting("lockout_hours")})
    main = AgencyRole.objects.filter(account=account).order_by("-is_primary", "id")
    told = usual_receivers(
        "somebody_locked",
        organization_id=main.values_list("organization_id", flat=True).first(),
        but=account,
    )
    notify("somebody_locked", told, address=f"/people/{account.pk}/", facts={"username": account.username})


def _logged_in(sender: Any, request: HttpRequest, user: Account, **_more: Any) -> None:
    before = LoginSession.objects.filter(account=user).exclude(session_key=request.session.session_key or "-")
    if before.exists() and not before.filter(browser=browser_of(request)).exists():
        notify("new_device", [user], address=_OWN_PAGE, facts={"on": clock.today()})


def _new_password(sender: Any, user: Account, **_more: Any) -> None:
    notify("password_changed", [user], address=_OWN_PAGE)


def _added(sender: Any, user: Account, authenticator: Authenticator, **_more: Any) -> None:
    is_codes = authenticator.type == _CODES
    notify("recovery_codes_made" if is_codes else "second_step_added", [user], address=_OWN_PAGE)


def _removed(sender: Any, user: Account, authenticator: Authenticator, **_more: Any) -> None:
    if authenticator.type != _CODES:
        notify("second_step_removed", [user], address=_OWN_PAGE)


def _used(sender: Any, user: Account, authenticator: Authenticator, **_more: Any) -> None:
    if authenticator.type == _CODES:
        # Read again: the one at hand is from before the code was marked as used.
        left = len(Authenticator.objects.get(pk=authenticator.pk).wrap().get_unused_codes())
        notify("recovery_code_used", [user], address=_OWN_PAGE, facts={"left": left})
