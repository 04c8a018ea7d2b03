"""Addresses of profile."""

from django.urls import path

from hearth.screens.profile import photo, screen

app_name = "profile"
urlpatterns = [
    path("<uuid:client_id>/profile/", screen.edit, name="edit"),
    path("<uuid:client_id>/photo/", photo.photo, name="photo"),
    path("<uuid:client_id>/photo/image/", photo.image, name="photo_image"),
]
