"""Hear of logins, logouts and failed tries, and log each with the address it came from (T1)."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from hearth.access.account_lockout import account_tried
from hearth.access.caller import address_of
from hearth.access.log import log_sign_in
from hearth.records.models import Account, SignIn

Kind = SignIn.Kind
# Wrong codes of the second step are counted under this and the user name (hearth/access/account_lockout.py).
_CODE = "code:"


def came(sender: Any, request: HttpRequest, user: Account, **_more: Any) -> None:
    """Log a login."""
    log_sign_in(Kind.LOGIN, user, address=address_of(request), session=_session_of(request))


def went(sender: Any, request: HttpRequest, user: Account | None, **_more: Any) -> None:
    """Log a logout."""
    if user is not None:
        log_sign_in(Kind.LOGOUT, user, address=address_of(request), session=_session_of(request))


def failed(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any
) -> None:
    """Log a try that failed: wrong password or wrong code, under a name that somebody bears or nobody."""
    name = account_tried(request, credentials).removeprefix(_CODE)
    _log_try(Kind.FAILED, name, request)


def locked(
    sender: Any, request: HttpRequest | None = None, username: str | None = None, **_more: Any
) -> None:
    """Log that a sign-in closed after too many tries, or was tried while it was closed."""
    _log_try(Kind.LOCKED, (username or "").removeprefix(_CODE), request)


def _log_try(kind: SignIn.Kind, name: str, request: HttpRequest | None) -> None:
    account = Account.objects.filter(username__iexact=name).first() if name else None
    log_sign_in(
        kind,
        account,
        address=address_of(request) if request is not None else None,
        # A name that nobody bears may be a password in the wrong field.
        name_tried="" if account else name,
    )


def _session_of(request: HttpRequest) -> str:
    return request.session.session_key or ""


def listen() -> None:
    """Hear of them. Called at start-up (hearth/access/apps.py)."""
    user_logged_in.connect(came, dispatch_uid="hearth logs a login")
    user_logged_out.connect(went, dispatch_uid="hearth logs a logout")
    user_login_failed.connect(failed, dispatch_uid="hearth logs a failed login")
    user_locked_out.connect(locked, dispatch_uid="hearth logs a lockout")
