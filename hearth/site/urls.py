"""The addresses: the login pages, then the screens (hearth/screens/urls.py places each folder)."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("ui/", include("hearth.ui.urls")),
    path("", include("hearth.screens.urls")),
]
