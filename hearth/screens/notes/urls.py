"""Addresses of case notes."""

from django.urls import path

from hearth.screens.notes import screen

app_name = "notes"
urlpatterns = [
    path("clients/<uuid:client_id>/notes/", screen.notes, name="client"),
    path("enrollments/<uuid:enrollment_id>/notes/", screen.of_stay, name="stay"),
    path("notes/<uuid:note_id>/", screen.edit, name="edit"),
]
