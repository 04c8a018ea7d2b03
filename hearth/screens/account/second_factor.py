"""Two of allauth's pages with what we ask of them: trust that can be taken back, and a last key that stays."""

from datetime import timedelta
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import TrustView
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from hearth.access.account_settings import setting_of
from hearth.access.own_pages import own_page
from hearth.access.trusted_devices import trust
from hearth.ui import notices


class TrustDeviceView(TrustView):  # type: ignore[misc]
    """Ask whether the second step may rest on this computer for a while."""

    def form_valid(self, form: Any) -> HttpResponse:
        stage = self.request._login_stage  # type: ignore[attr-defined]
        response: HttpResponse = stage.exit()
        if self.request.POST.get("action") == "trust":
            trust(self.request, response, stage.login.user)
        return response

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        stage = self.request._login_stage  # type: ignore[attr-defined]
        days = setting_of(stage.login.user, "trusted_device_days")
        told: dict[str, Any] = super().get_context_data(**more)
        return told | {"trust_until": timezone.now() + timedelta(days=days), "days": days}


class RemoveKeyView(RemoveWebAuthnView):  # type: ignore[misc]
    """Remove a passkey, unless it is the last second factor and one is needed."""

    def form_valid(self, form: Any) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.get_object()):
            notices.refused(
                self.request, _("This is your last second step. Add another before you remove it.")
            )
            return redirect("mfa_list_webauthn")
        return super().form_valid(form)  # type: ignore[no-any-return]


trust_device = TrustDeviceView.as_view()
remove_key = own_page(RemoveKeyView.as_view())
