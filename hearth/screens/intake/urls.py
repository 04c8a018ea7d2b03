"""Addresses of intake."""

from django.urls import path

from hearth.screens.intake import screen

app_name = "intake"
urlpatterns = [
    path("<uuid:client_id>/", screen.program, name="program"),
    path("<uuid:client_id>/<uuid:project_id>/", screen.household, name="household"),
]
