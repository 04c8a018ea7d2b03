"""Addresses of family."""

from django.urls import path

from hearth.screens.family import member, screen

app_name = "family"
urlpatterns = [
    path("<uuid:client_id>/family/", screen.family, name="family"),
    path("<uuid:client_id>/family/household/", screen.take_over, name="take_over"),
    path("family/<uuid:member_id>/", member.member, name="member"),
    path("family/<uuid:member_id>/take-out/", member.take_out, name="take_out"),
]
