"""Addresses of log."""

from django.urls import path

from hearth.screens.log import screen

app_name = "log"
urlpatterns = [
    path("alerts/", screen.alert_list, name="alerts"),
    path("alerts/<int:alert_id>/", screen.alert, name="alert"),
    path("readings/", screen.reading_list, name="readings"),
    path("logins/", screen.login_list, name="logins"),
    path("reviews/", screen.review_list, name="reviews"),
    path("seals/", screen.seals, name="seals"),
]
