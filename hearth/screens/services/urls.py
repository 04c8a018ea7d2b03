"""Addresses of recording services."""

from django.urls import path

from hearth.screens.services import anybody, one, own, roster, screen

app_name = "services"
urlpatterns = [
    path("<uuid:enrollment_id>/", screen.record, name="record"),
    path("one/<uuid:service_id>/", one.correct, name="correct"),
    path("own/<uuid:local_service_id>/", own.correct, name="correct_own"),
    path("to-anybody/<uuid:client_id>/", anybody.record, name="anybody"),
    path("programs/<uuid:project_id>/", roster.program, name="program"),
    path("programs/<uuid:project_id>/<uuid:change_id>/take-back/", roster.take_back_all, name="take_back"),
]
