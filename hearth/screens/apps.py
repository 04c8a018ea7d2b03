"""The app that carries the screens. It has no tables."""

from django.apps import AppConfig


class ScreensConfig(AppConfig):
    name = "hearth.screens"
    label = "screens"
