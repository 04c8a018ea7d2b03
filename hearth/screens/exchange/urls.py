"""Addresses of imports and of the sources that they come from."""

from django.urls import path

from hearth.screens.exchange import decide, findings, matches, refused, screen, sources

app_name = "exchange"
urlpatterns = [
    path("import/", screen.imports, name="imports"),
    path("import/new/", screen.new, name="new"),
    path("import/<uuid:run_id>/", screen.run, name="run"),
    path("import/<uuid:run_id>/answer/", decide.answer, name="answer"),
    path("import/<uuid:run_id>/cancel/", decide.cancel, name="cancel"),
    path("import/<uuid:run_id>/restart/", decide.restart, name="restart"),
    path("import/<uuid:run_id>/undo/", decide.undo, name="undo"),
    path("import/<uuid:run_id>/refused/", refused.listing, name="refused"),
    path("import/<uuid:run_id>/refused.csv", refused.download, name="refused_csv"),
    path("import/<uuid:run_id>/refused/<int:row_id>/", refused.mend, name="mend"),
    path("import/<uuid:run_id>/checks.csv", findings.download_checks, name="checks_csv"),
    path("import/<uuid:run_id>/findings/", findings.findings, name="findings"),
    path("sources/", sources.sources, name="sources"),
    path("sources/matches/", matches.matches, name="matches"),
    path("sources/matches/<int:match_id>/different/", matches.different, name="different"),
    path("sources/matches/<int:match_id>/same/", matches.same, name="same"),
    path("sources/<uuid:source_id>/matching/", sources.matching, name="matching"),
    path("sources/<uuid:source_id>/", sources.source, name="source"),
    path("sources/<uuid:source_id>/take-over/", sources.take_over, name="take_over"),
    path("sources/<uuid:source_id>/give-back/", sources.give_back, name="give_back"),
]
