"""Addresses of home."""

from django.urls import path

from hearth.screens.home import screen

app_name = "home"
urlpatterns = [
    path("", screen.home, name="home"),
]
