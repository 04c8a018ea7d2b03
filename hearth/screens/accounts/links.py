"""Mail somebody the link by which they choose a new password, as "Forgotten password?" does."""

from typing import Any

from allauth.account.internal.flows.password_reset import request_password_reset
from django.http import HttpRequest

from hearth.access.reset_links import ResetLinks


def mail_password_link(request: HttpRequest, account: Any) -> None:
    """Send the link to the account's address."""
    request_password_reset(request, account.email, [account], ResetLinks())
