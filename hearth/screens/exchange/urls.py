"""Addresses of imports."""

from django.urls import path

from hearth.screens.exchange import screen

app_name = "exchange"
urlpatterns = [
    path("import/", screen.imports, name="imports"),
    path("import/<uuid:run_id>/", screen.run, name="run"),
]
