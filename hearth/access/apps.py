"""The app that registers visibility with the guard and hears of logins. It has no tables: see hearth.records."""

from django.apps import AppConfig, apps


class AccessConfig(AppConfig):
    name = "hearth.access"
    label = "access"

    def ready(self) -> None:
        from hearth.access import visibility

        visibility.register()
        # Nobody signs in at a process that was started without it (hearth/site/settings_of_commands.py).
        if apps.is_installed("allauth.account"):
            from hearth.access import account_lockout, account_sessions, sign_in_log, trusted_devices

            account_lockout.listen()
            account_sessions.listen()
            trusted_devices.listen()
            sign_in_log.listen()
