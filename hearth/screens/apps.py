"""The app that carries the screens, and starts what tells people of their sign-ins. It has no tables."""

from django.apps import AppConfig


class ScreensConfig(AppConfig):
    name = "hearth.screens"
    label = "screens"

    def ready(self) -> None:
        from hearth.actions import tell_of_sign_ins

        tell_of_sign_ins.listen()
