"""Addresses of the kiosk."""

from django.urls import path

from hearth.screens.kiosk import screen

app_name = "kiosk"
urlpatterns = [
    path("", screen.choose, name="choose"),
    path("<uuid:project_id>/", screen.kiosk, name="kiosk"),
]
