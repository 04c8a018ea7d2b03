"""Addresses of privacy."""

from django.urls import path

from hearth.screens.privacy import emergency, screen, sharing

app_name = "privacy"
urlpatterns = [
    path("clients/emergency/", emergency.emergency, name="emergency"),
    path("clients/<uuid:client_id>/privacy/", screen.privacy, name="client"),
    path("clients/<uuid:client_id>/privacy/private/", screen.private_client, name="private_client"),
    path("clients/<uuid:client_id>/privacy/refused/", screen.refused_name, name="refused"),
    path("clients/<uuid:client_id>/ssn/", screen.ssn, name="ssn"),
    path("enrollments/<uuid:enrollment_id>/private/", screen.private_enrollment, name="private_enrollment"),
    path("sharing/", sharing.sharing, name="sharing"),
    path("sharing/agency/", sharing.confidential, name="confidential"),
    path("sharing/part-2/<uuid:project_id>/", sharing.part_2, name="part_2"),
]
