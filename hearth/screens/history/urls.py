"""Addresses of history."""

from django.urls import path

from hearth.screens.history import as_it_was, screen, stay

app_name = "history"
urlpatterns = [
    path("client/<uuid:client_id>/all/", screen.audit, name="audit"),
    path("client/<uuid:client_id>/who-looked/", screen.who_looked_at, name="who_looked"),
    path("client/<uuid:client_id>/as-it-was/", as_it_was.client, name="client_as_it_was"),
    path("enrollment/<uuid:enrollment_id>/as-it-was/", as_it_was.enrollment, name="enrollment_as_it_was"),
    path("enrollment/<uuid:enrollment_id>/all/", stay.enrollment, name="stay"),
    path("<slug:record_kind>/<uuid:record_id>/", screen.record, name="record"),
]
