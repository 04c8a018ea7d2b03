"""Whose login was tried, so that three wrong passwords lock one account however its owner is called."""

from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest


def account_tried(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The user name that a login attempt is counted under.

    A user name and the e-mail of the same account count as one: otherwise each would have its own three tries.
    """
    given = dict(credentials or {})
    if not given and request is not None:
        given = {"username": request.POST.get("login", "")}
    name = str(given.get("username") or given.get("email") or "").strip().lower()
    if "@" in name:
        account = get_user_model().objects.filter(email__iexact=name).first()
        if account is not None:
            return str(account.get_username()).lower()
    return name
