"""Settings of the tests: a folder of their own, quick password hashes, mail in memory, no pool to outlive a test."""

import os

from hearth.site.environment import CHECKOUT

os.environ.setdefault("HEARTH_DATA", str(CHECKOUT / "var" / "test"))
os.environ["HEARTH_DEMO"] = "1"  # plain http, as the demo serves it

from hearth.site.settings import *  # noqa: F403
from hearth.site.settings import DATABASES

DATABASES["default"]["OPTIONS"].pop("pool")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Allauth counts by address, and all tests come from one.
ACCOUNT_RATE_LIMITS = False  # type: ignore[assignment]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Each browser of a test would look through all files of all folders before its first request; so a file is looked for
# when it is asked for.
WHITENOISE_AUTOREFRESH = True
