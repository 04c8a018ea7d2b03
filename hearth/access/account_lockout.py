"""A sign-in that failed too often is closed for a while (A3, PWD-05): counted by django-axes, in the database.

Names that nobody bears are counted and answered alike, so nobody learns from it who has an account. Wrong codes of
the second step are counted by themselves, under a name that no account can have. ADR 0101: what NIST asks instead.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from allauth.account.signals import password_reset
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from axes.utils import reset
from django.contrib.auth.signals import user_login_failed
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.records import clock
from hearth.records.models import Account
from hearth.records.setting import setting

# A user name has letters, digits and _ only.
_CODE = "code:"


def account_tried(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The user name that a login attempt is counted under.

    A user name and the e-mail of the same account count as one: otherwise each would have its own three tries.
    """
    given = dict(credentials or {})
    if not given and request is not None:
        given = {"username": request.POST.get("login", "")}
    name = str(given.get("username") or given.get("email") or "").strip().lower()
    if "@" in name:
        account = Account.objects.filter(email__iexact=name).first()
        if account is not None:
            return str(account.get_username()).lower()
    return name


def tries(request: HttpRequest | None, credentials: dict[str, Any] | None) -> int:
    """Give how many tries there are before a sign-in closes."""
    is_code = account_tried(request, credentials).startswith(_CODE)
    return int(setting("second_factor_tries" if is_code else "login_tries"))


def cooling(request: HttpRequest | None) -> timedelta:
    """Give for how long it stays closed after the last try that counted."""
    return timedelta(hours=setting("lockout_hours"))


def tries_left(request: HttpRequest) -> int | None:
    """Give how many tries are left after one that just failed; None when none did."""
    failed = getattr(request, "axes_failures_since_start", None)
    return None if failed is None else max(0, int(setting("login_tries")) - failed)


def closed_until(name: str) -> datetime | None:
    """Give until when the sign-in under a name is closed; None when it is open."""
    return _closed([name]).get(name)


def locked_until(accounts: Iterable[Account]) -> dict[uuid.UUID, datetime]:
    """Give until when the sign-ins of those of the accounts are closed whose are. Three queries for all of them."""
    named = {account.username.lower(): account.pk for account in accounts}
    return {named[name]: until for name, until in _closed(named).items()}


def _closed(names: Iterable[str]) -> dict[str, datetime]:
    length, limit = cooling(None), {False: tries(None, {}), True: tries(None, {"username": _CODE})}
    found = (
        AccessAttempt.objects.filter(username__in=list(names), attempt_time__gte=clock.instant() - length)
        .values("username")
        .annotate(failed=Sum("failures_since_start"), last=Max("attempt_time"))
        .order_by()
    )
    counted = [(row["username"] or "", row["failed"], row["last"]) for row in found]
    return {name: last + length for name, failed, last in counted if failed >= limit[name.startswith(_CODE)]}


def release(account: Account) -> None:
    """Open an account's sign-in, and its second step, again."""
    for name in (account.username.lower(), _CODE + account.username.lower()):
        reset(username=name)


def forget_tries(sender: Any, user: Account, **_more: Any) -> None:
    """Count from nothing again after a new password by mail: the tries that failed were at the old one.

    Only those at the password: who holds the mailbox does not hold the second factor.
    """
    reset(username=user.username.lower())


def listen() -> None:
    """Hear of passwords chosen by mail. Called at start-up (hearth/access/apps.py)."""
    password_reset.connect(forget_tries, dispatch_uid="hearth forgets tries at an old password")


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Answer a try at a sign-in that is closed: until when, and what helps."""
    until = closed_until(account_tried(request, credentials))
    left = until - clock.instant() if until else cooling(request)
    # Rounded up: who comes back then finds it open.
    left = timedelta(minutes=max(1, ceil(left.total_seconds() / 60)))
    told = {"left": left, "is_code": account_tried(request, credentials).startswith(_CODE)}
    return render(request, "account/locked_out.html", told, status=429)


def code_is_open(request: HttpRequest, name: str) -> bool:
    """Say whether codes of the second step may still be tried under a user name."""
    return bool(AxesProxyHandler.is_allowed(request, {"username": _CODE + name.lower()}))


def count_wrong_code(request: HttpRequest, name: str) -> None:
    """Count a wrong code of the second step."""
    user_login_failed.send(__name__, credentials={"username": _CODE + name.lower()}, request=request)


def forget_wrong_codes(name: str) -> None:
    """Count from nothing again: the right code was given."""
    reset(username=_CODE + name.lower())
