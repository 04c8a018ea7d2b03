"""Addresses of case notes."""

from django.urls import path

from hearth.screens.notes import screen

app_name = "notes"
urlpatterns = [
    path("clients/<uuid:client_id>/notes/", screen.notes, name="client"),
    path("notes/<uuid:note_id>/", screen.edit, name="edit"),
]
