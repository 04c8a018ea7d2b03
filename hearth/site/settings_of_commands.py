"""Settings of the commands that only move records: all of Hearth's, without what serves pages (docs/decisions/0180).

The tables, the guard, the history, the keys and the database are the same; who signs in, sees pages or queues jobs does
so in another process. Half of the time in which such a command starts went into loading that.
"""

from hearth.site.settings import *  # noqa: F403
from hearth.site.settings import DATABASES
from hearth.site.settings import INSTALLED_APPS as ALL_APPS

_OF_RECORDS = {
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "pghistory",
    "pgtrigger",
    "hearth.records",
    "hearth.access",
}
INSTALLED_APPS = [app for app in ALL_APPS if app in _OF_RECORDS]
# One connection needs no pool, which has threads of its own.
DATABASES["default"]["OPTIONS"].pop("pool")
