"""Addresses of reports."""

from django.urls import path

from hearth.screens.reports import compare, due, favourite, printed, schedule, screen, start

app_name = "reports"
urlpatterns = [
    path("", screen.library, name="list"),
    path("due/", due.due, name="due"),
    path("new/<slug:report>/", start.start, name="start"),
    path("favourites/<slug:report>/", favourite.favourite, name="favourite"),
    path("<uuid:run_id>/", screen.run, name="run"),
    path("<uuid:run_id>/cancel/", screen.cancel, name="cancel"),
    path("schedules/<uuid:schedule_id>/end/", schedule.end, name="end_schedule"),
    path("<uuid:run_id>/schedule/", schedule.plan, name="schedule"),
    path("<uuid:run_id>/print/", printed.printed, name="print"),
    path("<uuid:run_id>/compare/", compare.compare, name="compare"),
    path("<uuid:run_id>/files/", screen.download, name="download"),
    path("<uuid:run_id>/<slug:table>/<int:row>/<int:column>/", screen.cell, name="cell"),
]
