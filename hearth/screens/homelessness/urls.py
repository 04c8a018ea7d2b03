"""Addresses of the history of homelessness."""

from django.urls import path

from hearth.screens.homelessness import screen

app_name = "homelessness"
urlpatterns = [
    path("<uuid:client_id>/homelessness/", screen.homelessness, name="client"),
    path("<uuid:client_id>/homelessness/add/", screen.add_months, name="add"),
    path(
        "<uuid:client_id>/homelessness/take-back/<uuid:change_id>/", screen.take_back_months, name="take_back"
    ),
]
