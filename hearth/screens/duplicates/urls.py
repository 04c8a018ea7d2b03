"""Addresses of duplicates."""

from django.urls import path

from hearth.screens.duplicates import flag, pair, queue, undo

app_name = "duplicates"
urlpatterns = [
    path("", queue.pair_list, name="list"),
    path("<uuid:pair_id>/", pair.pair, name="pair"),
    path("<uuid:pair_id>/different/", queue.different, name="different"),
    path("merges/<uuid:merge_id>/undo/", undo.undo, name="undo"),
    path("of/<uuid:client_id>/", flag.flag, name="flag"),
]
