"""Addresses of imports and of the sources that they come from."""

from django.urls import path

from hearth.screens.exchange import decide, screen, sources

app_name = "exchange"
urlpatterns = [
    path("import/", screen.imports, name="imports"),
    path("import/new/", screen.new, name="new"),
    path("import/<uuid:run_id>/", screen.run, name="run"),
    path("import/<uuid:run_id>/answer/", decide.answer, name="answer"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<uuid:source_id>/", sources.source, name="source"),
    path("sources/<uuid:source_id>/take-over/", sources.take_over, name="take_over"),
    path("sources/<uuid:source_id>/give-back/", sources.give_back, name="give_back"),
]
