"""Nobody signs up by themselves, and nobody comes in whose account is paused or closed: allauth asks us here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from hearth.access import kept_work
from hearth.access.account_secrets import seal, unseal
from hearth.access.account_settings import setting_of
from hearth.access.account_state import State, state_of
from hearth.access.caller import address_of
from hearth.access.second_factor import FACTORS
from hearth.records.models import Account

# In the session of somebody whose password was right, but whose account is paused: whose link may be sent.
PAUSED_KEY = "paused_account"
_STAGES = {
    "allauth.mfa.stages.AuthenticateStage": "hearth.access.trusted_devices.SecondFactorStage",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's way of asking us about accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def pre_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse | None:  # type: ignore[override]
        """Stop somebody whose account may not be used, by whatever way they showed who they are."""
        state = state_of(user)
        if state is State.CLOSED:
            return self.respond_user_inactive(request, user)
        if state is not State.ACTIVE:
            request.session[PAUSED_KEY] = str(user.pk)
            return redirect("account:paused")
        return super().pre_login(request, user, **more)  # type: ignore[no-any-return]

    def get_login_stages(self) -> list[str]:
        """Give the steps of a sign-in; the second factor knows trusted devices."""
        return [_STAGES.get(stage, stage) for stage in super().get_login_stages()]

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:  # type: ignore[override]
        """Lead somebody first of all to work that their last login left unsaved."""
        response: HttpResponse = super().post_login(request, user, **more)
        if kept_work.has_work(user):
            response["Location"] = reverse("account:kept_work")
        return response

    def get_client_ip(self, request: HttpRequest) -> str:
        """Give the caller's address as we know it."""
        return address_of(request) or "0.0.0.0"  # noqa: S104 (nobody listens there: it stands for "unknown")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's way of asking us about second factors."""

    def encrypt(self, text: str) -> str:
        """Keep the secrets of authenticator apps and codes encrypted."""
        return seal(text).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Give a secret back. Raises hearth.records.encryption.Unreadable."""
        return unseal(bytes.fromhex(encrypted_text))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last second factor where one is required, or where the password is too short to stand alone."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
        if authenticator.type not in FACTORS or others.exclude(pk=authenticator.pk).exists():
            return True
        account = Account.objects.get(pk=authenticator.user_id)
        return account.password_is_long and not setting_of(account, "second_factor_required")
