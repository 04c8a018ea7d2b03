"""Addresses of exits by the system."""

from django.urls import path

from hearth.screens.auto_exit import policy, reopen, screen

app_name = "auto_exit"
urlpatterns = [
    path("", screen.listing, name="list"),
    path("policy/", policy.policy, name="policy"),
    path("reopen/", reopen.reopen, name="reopen"),
    path("<uuid:enrollment_id>/still-active/", screen.still_active, name="still_active"),
]
