"""Addresses of self_checks."""

from django.urls import path

from hearth.screens.self_checks import screen

app_name = "self_checks"
urlpatterns = [
    path("", screen.listing, name="list"),
    path("<uuid:check_id>/", screen.one, name="one"),
]
