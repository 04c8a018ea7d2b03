"""Addresses of programs."""

from django.urls import path

from hearth.screens.programs import screen

app_name = "programs"
urlpatterns = [
    path("", screen.programs, name="programs"),
    path("<uuid:project_id>/", screen.program, name="program"),
]
