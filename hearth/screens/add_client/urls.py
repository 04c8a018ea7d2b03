"""Addresses of add_client."""

from django.urls import path

from hearth.screens.add_client import screen

app_name = "add_client"
urlpatterns = [
    path("", screen.add, name="add"),
    path("likely/", screen.likely, name="likely"),
    path("unnamed/", screen.unnamed, name="unnamed"),
]
