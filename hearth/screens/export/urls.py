"""Addresses of exports."""

from django.urls import path

from hearth.screens.export import screen, start

app_name = "export"
urlpatterns = [
    path("export/", screen.listing, name="list"),
    path("export/new/<slug:kind>/", start.start, name="start"),
    path("export/<uuid:run_id>/", screen.run, name="run"),
    path("export/<uuid:run_id>/file/", screen.fetch, name="fetch"),
    path("export/<uuid:run_id>/answer/", screen.answer, name="answer"),
]
