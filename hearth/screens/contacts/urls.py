"""Addresses of contacts."""

from django.urls import path

from hearth.screens.contacts import screen, team

app_name = "contacts"
urlpatterns = [
    path("<uuid:client_id>/contacts/", screen.contacts, name="contacts"),
    path("<uuid:client_id>/contacts/new/", screen.add, name="add"),
    path("contacts/<uuid:contact_id>/", screen.correct, name="correct"),
    path("contacts/<uuid:contact_id>/take-out/", screen.take_out, name="take_out"),
    path("<uuid:client_id>/team/new/", team.add, name="add_to_team"),
    path("<uuid:client_id>/team/<uuid:account_id>/ask/", team.ask, name="ask"),
    path("team/<uuid:team_member_id>/end/", team.end, name="end"),
]
