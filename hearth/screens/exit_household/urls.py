"""Addresses of the exit of a household."""

from django.urls import path

from hearth.screens.exit_household import screen

app_name = "exit_household"
urlpatterns = [
    path("<uuid:enrollment_id>/", screen.leave, name="exit"),
]
