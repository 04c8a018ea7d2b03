"""Nobody signs up by themselves: an administrator opens an account for a person of their agency."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's way of asking us about accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
