"""Addresses of shelters."""

from django.urls import path

from hearth.screens.shelter import screen

app_name = "shelter"
urlpatterns = [
    path("", screen.programs, name="programs"),
    path("<uuid:project_id>/", screen.night, name="night"),
    path("<uuid:project_id>/find/", screen.find_guest, name="find"),
]
