"""Addresses of alerts."""

from django.urls import path

from hearth.screens.alerts import screen

app_name = "alerts"
urlpatterns = [
    path("clients/<uuid:client_id>/alerts/", screen.alerts, name="client"),
]
