"""Addresses of goals."""

from django.urls import path

from hearth.screens.goals import screen

app_name = "goals"
urlpatterns = [
    path("enrollments/<uuid:enrollment_id>/goals/", screen.of_stay, name="stay"),
    path("goals/<uuid:goal_id>/", screen.edit, name="edit"),
]
