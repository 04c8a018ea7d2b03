"""Addresses of account."""

from django.urls import path

from hearth.screens.account import screen

app_name = "account"
urlpatterns = [
    path("agency/", screen.switch_agency, name="switch_agency"),
]
