"""The one Django app that holds all tables of the records wing."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "hearth.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hearth.records import guard

        guard.stand()
