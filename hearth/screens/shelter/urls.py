"""Addresses of shelters."""

from django.urls import path

from hearth.screens.shelter import beds, screen

app_name = "shelter"
urlpatterns = [
    path("", screen.programs, name="programs"),
    path("beds/", beds.boards, name="boards"),
    path("beds/take-back/<uuid:change_id>/", beds.take_back, name="take_back_bed"),
    path("<uuid:project_id>/beds/", beds.beds, name="beds"),
    path("<uuid:project_id>/", screen.night, name="night"),
    path("<uuid:project_id>/find/", screen.find_guest, name="find"),
]
