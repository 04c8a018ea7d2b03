"""Addresses of openings."""

from django.urls import path

from hearth.screens.openings import keep, screen

app_name = "openings"
urlpatterns = [
    path("openings/", screen.listing, name="list"),
    path("openings/<uuid:opening_id>/", screen.opening, name="opening"),
    path("openings/<uuid:opening_id>/change/", keep.change, name="change"),
    path("openings/<uuid:opening_id>/withdraw/", keep.withdraw, name="withdraw"),
    path("openings/<uuid:opening_id>/offer-again/", keep.again, name="offer_again"),
    path("openings/<uuid:opening_id>/fill/", keep.fill, name="fill"),
    path("openings/<uuid:opening_id>/empty/<uuid:enrollment_id>/", keep.empty, name="empty"),
    path("programs/<uuid:project_id>/openings/", screen.program, name="program"),
    path("programs/<uuid:project_id>/openings/new/", keep.post, name="post"),
]
