"""Addresses of settings. `place` in the query names the place: everywhere, a CoC's code, or an agency's id."""

from django.urls import path

from hearth.screens.settings import screen

app_name = "settings"
urlpatterns = [
    path("", screen.listing, name="list"),
    path("<slug:key>/", screen.one, name="one"),
    path("<slug:key>/drop/", screen.drop, name="drop"),
]
