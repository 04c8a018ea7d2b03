"""Addresses of accounts."""

from django.urls import path

from hearth.screens.accounts import person, screen

app_name = "accounts"
urlpatterns = [
    path("", screen.list_accounts, name="list"),
    path("new/", screen.open_account, name="open"),
    path("<uuid:account_id>/", person.show, name="person"),
    path("<uuid:account_id>/<slug:act>/", person.do, name="act"),
]
