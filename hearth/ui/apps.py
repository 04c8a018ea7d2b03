from django.apps import AppConfig


class UIConfig(AppConfig):
    """Components, tokens and the pages that every screen is made of. Imports nothing of Hearth's."""

    name = "hearth.ui"
    label = "ui"
