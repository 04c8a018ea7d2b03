"""Addresses of an enrollment."""

from django.urls import path

from hearth.screens.enrollment import screen, stay

app_name = "enrollment"
urlpatterns = [
    path("enrollments/<uuid:enrollment_id>/", screen.enrollment, name="enrollment"),
    path("enrollments/<uuid:enrollment_id>/stay/", stay.stay, name="stay"),
]
