"""The addresses: the login pages, then the screens (hearth/screens/urls.py places each folder)."""

from django.urls import include, path

from hearth.screens.account.second_factor import remove_key, trust_device

urlpatterns = [
    # Before allauth's own of the same names.
    path("accounts/2fa/trust/", trust_device, name="mfa_trust"),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", remove_key, name="mfa_remove_webauthn"),
    path("accounts/", include("allauth.urls")),
    path("ui/", include("hearth.ui.urls")),
    path("", include("hearth.screens.urls")),
]
