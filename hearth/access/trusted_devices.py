"""Browsers that need not show the second factor for a while: listed, and taken back one by one or all at once.

allauth's own trust lies in a signed cookie only, which nobody could list or take back; here the browser holds a
random token and the database its digest. A change of password or second factor takes all of them back.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any, cast

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from hearth.access.account_settings import setting_of
from hearth.access.caller import address_of, browser_of
from hearth.records import clock
from hearth.records.models import Account, TrustedDevice

COOKIE = "hearth_device"


def trusted_devices(account: Account) -> "QuerySet[TrustedDevice]":
    """Give the devices that an account trusts now, newest first."""
    since = clock.instant() - timedelta(days=setting_of(account, "trusted_device_days"))
    return TrustedDevice.objects.filter(account=account, trusted_at__gt=since)


def trust(request: HttpRequest, response: HttpResponse, account: Account) -> None:
    """Trust the browser that asks: it gets a token, and the second factor rests there for the set days."""
    days = setting_of(account, "trusted_device_days")
    if not days:
        return
    token = secrets.token_urlsafe(32)
    TrustedDevice.objects.create(
        account=account,
        digest=_digest(token),
        browser=browser_of(request),
        address=address_of(request),
        trusted_at=clock.instant(),
    )
    response.set_cookie(
        COOKIE,
        token,
        max_age=timedelta(days=days),
        path="/accounts/",
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def is_trusted(request: HttpRequest, account: Account) -> bool:
    """Say whether the account trusts the browser that asks, and write down that it was used."""
    token = request.COOKIES.get(COOKIE)
    if not token:
        return False
    return bool(trusted_devices(account).filter(digest=_digest(token)).update(used_at=clock.instant()))


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """allauth's step that asks for the second factor, passed over on a trusted device."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return bool(super()._should_handle(request)) and not is_trusted(
            request, cast(Account, self.login.user)
        )


def forget_all(account: Account) -> None:
    """Trust no device of an account any more."""
    TrustedDevice.objects.filter(account=account).delete()


def listen() -> None:
    """Take all trust back when the password or a second factor changes. Called at start-up."""
    for signal in (password_changed, password_reset, authenticator_added, authenticator_removed):
        signal.connect(_forget, dispatch_uid=f"hearth trusts no device after {id(signal)}")


def _forget(sender: Any, user: Account, **_more: Any) -> None:
    forget_all(user)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
