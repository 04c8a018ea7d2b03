"""Addresses of services."""

from django.urls import path

from hearth.screens.services import screen

app_name = "services"
urlpatterns = [
    path("<uuid:enrollment_id>/", screen.record, name="record"),
]
