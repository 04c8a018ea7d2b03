"""Addresses of the printed record."""

from django.urls import path

from hearth.screens.printed_record import screen

app_name = "printed_record"
urlpatterns = [
    path("<uuid:client_id>/copy/", screen.own_copy, name="copy"),
    path("<uuid:client_id>/packet/", screen.packet, name="packet"),
]
