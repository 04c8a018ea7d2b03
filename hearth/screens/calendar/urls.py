"""Addresses of the calendar."""

from django.urls import path

from hearth.screens.calendar import screen

app_name = "calendar"
urlpatterns = [
    path("", screen.calendar, name="month"),
]
