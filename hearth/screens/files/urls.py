"""Addresses of a client's files."""

from django.urls import path

from hearth.screens.files import screen

app_name = "files"
urlpatterns = [
    path("clients/<uuid:client_id>/files/", screen.files, name="client"),
    path("files/<uuid:file_id>/", screen.open_file, name="open"),
]
