"""Addresses of releases of information."""

from django.urls import path

from hearth.screens.release import paper, screen, sign, texts, withdraw, worklist

app_name = "release"
urlpatterns = [
    path("clients/<uuid:client_id>/release/", screen.release, name="client"),
    path("clients/<uuid:client_id>/release/ask/", screen.ask, name="ask"),
    path("clients/<uuid:client_id>/release/paper/<uuid:signing_id>/", paper.paper, name="paper"),
    path("clients/<uuid:client_id>/release/paper/<uuid:signing_id>/file/", paper.file, name="file"),
    path("clients/<uuid:client_id>/release/withdraw/<uuid:release_id>/", withdraw.withdraw, name="withdraw"),
    path("sign/<uuid:asked_id>/", sign.sign, name="sign"),
    path("sign/<uuid:asked_id>/leave/", sign.leave, name="leave"),
    path("releases/", worklist.worklist, name="worklist"),
    path("releases/renew/", worklist.renew, name="renew"),
    path("releases/texts/", texts.texts, name="texts"),
    path("releases/texts/new/", texts.new, name="new_text"),
    path("notice/", texts.notice, name="notice"),
    path("notice/<str:text_key>/", texts.notice, name="notice_version"),
]
