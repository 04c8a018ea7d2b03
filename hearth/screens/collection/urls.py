"""Addresses of the questions: the enrollment, and the stage by the name of its form."""

from django.urls import path

from hearth.screens.collection import grid, screen

app_name = "collection"
urlpatterns = [
    path("enrollments/<uuid:enrollment_id>/questions/<slug:stage>/", screen.collect_answers, name="collect"),
    path(
        "enrollments/<uuid:enrollment_id>/questions/<slug:stage>/household/", grid.household, name="household"
    ),
]
