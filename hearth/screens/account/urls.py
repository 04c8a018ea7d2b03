"""Addresses of account."""

from django.urls import path

from hearth.screens.account import lock, own, screen, way_back

app_name = "account"
urlpatterns = [
    path("", own.own_account, name="own"),
    path("agency/", screen.switch_agency, name="switch_agency"),
    path("sign-ins/<uuid:session_id>/end/", own.end_session, name="end_session"),
    path("sign-ins/end/", own.end_other_sessions, name="end_other_sessions"),
    path("devices/forget/", own.forget_devices, name="forget_devices"),
    path("agreement/", own.agreement, name="agreement"),
    path("locked/", lock.locked, name="locked"),
    path("lock/", lock.lock_now, name="lock_now"),
    path("unlock/", lock.unlock, name="unlock"),
    path("unlock/passkey/", lock.passkey_options, name="passkey_options"),
    path("awake/", lock.awake, name="awake"),
    path("kept-work/", lock.give_work_back, name="kept_work"),
    path("paused/", way_back.paused, name="paused"),
    path("reactivate/<uuid:account_id>/<str:key>/", way_back.reactivate, name="reactivate"),
    path("release/", way_back.release, name="release"),
]
