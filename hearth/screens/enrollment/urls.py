"""Addresses of an enrollment."""

from django.urls import path

from hearth.screens.enrollment import join, screen, stay

app_name = "enrollment"
urlpatterns = [
    path("enrollments/<uuid:enrollment_id>/", screen.enrollment, name="enrollment"),
    path("enrollments/<uuid:enrollment_id>/stay/", stay.stay, name="stay"),
    path("enrollments/<uuid:enrollment_id>/join/", join.join, name="join"),
    path("enrollments/<uuid:enrollment_id>/take-apart/", join.take_apart, name="take_apart"),
]
