"""Addresses of client."""

from django.urls import path

from hearth.screens.client import screen

app_name = "client"
urlpatterns = [
    path("<uuid:client_id>/", screen.client, name="client"),
    path("<uuid:client_id>/services/", screen.services, name="services"),
    path("<uuid:client_id>/history/", screen.history, name="history"),
    path("<uuid:client_id>/disclosures/", screen.disclosed, name="disclosures"),
    path("<uuid:client_id>/take-back/<uuid:change_id>/", screen.take_back_act, name="take_back"),
]
