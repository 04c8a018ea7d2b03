"""Addresses of the to-do list."""

from django.urls import path

from hearth.screens.to_do import screen

app_name = "to_do"
urlpatterns = [
    path("", screen.listing, name="list"),
    path("counts/", screen.counts, name="counts"),
]
