"""Addresses of find_client."""

from django.urls import path

from hearth.screens.find_client import screen

app_name = "find_client"
urlpatterns = [
    path("", screen.find_client, name="find"),
]
