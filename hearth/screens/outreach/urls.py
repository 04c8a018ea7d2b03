"""Addresses of outreach."""

from django.urls import path

from hearth.screens.outreach import screen

app_name = "outreach"
urlpatterns = [
    path("", screen.day, name="day"),
    path("programs/<uuid:project_id>/", screen.meet, name="meet"),
    path("enrollments/<uuid:enrollment_id>/", screen.contact, name="contact"),
]
