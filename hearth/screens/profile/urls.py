"""Addresses of profile."""

from django.urls import path

from hearth.screens.profile import screen

app_name = "profile"
urlpatterns = [
    path("<uuid:client_id>/profile/", screen.edit, name="edit"),
]
