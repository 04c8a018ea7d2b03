"""The app that registers visibility with the guard and hears of logins. It has no tables: see hearth.records."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "hearth.access"
    label = "access"

    def ready(self) -> None:
        from hearth.access import account_lockout, account_sessions, sign_in_log, trusted_devices, visibility

        visibility.register()
        account_lockout.listen()
        account_sessions.listen()
        trusted_devices.listen()
        sign_in_log.listen()
