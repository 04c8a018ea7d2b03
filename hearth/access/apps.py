"""The app that registers visibility with the guard at start-up. It has no tables: those are in hearth.records."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "hearth.access"
    label = "access"

    def ready(self) -> None:
        from hearth.access import visibility

        visibility.register()
