"""Addresses of notices."""

from django.urls import path

from hearth.screens.notices import screen

app_name = "notices"
urlpatterns = [
    path("", screen.inbox_page, name="inbox"),
    path("all-read/", screen.all_read, name="all_read"),
    path("preferences/", screen.preferences, name="preferences"),
    path("mails/", screen.failed_mails, name="failed_mails"),
    path("<uuid:notice_id>/", screen.open_notice, name="open"),
]
