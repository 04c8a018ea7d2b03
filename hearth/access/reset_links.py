"""The keys of mailed links: for a new password, and for a paused account."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.http import base36_to_int

from hearth.access.account_settings import setting_of


class ResetLinks(PasswordResetTokenGenerator):
    """Makes and checks the key of a mailed link.

    It dies with the account's generation, with deactivation, and after the minutes of the setting `reset_link_minutes`.
    """

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}|{user.generation}|{user.is_active}"

    def check_token(self, user: Any, token: str | None) -> bool:
        if user is None or not token or not user.is_active or not super().check_token(user, token):
            return False
        made = datetime(2001, 1, 1) + timedelta(seconds=base36_to_int(token.partition("-")[0]))
        age = self._now() - made
        return bool(age <= timedelta(minutes=setting_of(user, "reset_link_minutes")))
