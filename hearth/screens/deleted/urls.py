"""Addresses of what was taken away."""

from django.urls import path

from hearth.screens.deleted import screen

app_name = "deleted"
urlpatterns = [
    path("clients/<uuid:client_id>/deleted/", screen.deleted, name="client"),
    path("pieces/<str:kind>/<uuid:piece_id>/delete/", screen.delete, name="delete"),
    path("pieces/<str:kind>/<uuid:piece_id>/restore/", screen.restore, name="restore"),
]
