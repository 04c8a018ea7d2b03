"""Who came in and went, and who tried: logins, logouts and failed logins, each with the address it came from."""

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class SignIn(models.Model):
    """One login, logout or try. A failed try under a name that nobody bears has no account."""

    class Kind(models.TextChoices):
        LOGIN = "login"
        LOGOUT = "logout"
        FAILED = "failed"
        LOCKED = "locked"
        # A session that was ended by somebody else, or by a deactivation.
        ENDED = "ended"

    account = models.ForeignKey(
        "records.Account", models.PROTECT, null=True, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField(auto_now_add=True)
    address = models.GenericIPAddressField(null=True)
    # Keyed digests: of the session, so that its end is found; of the name tried, which may be a mistyped password.
    session = models.BinaryField(null=True)
    name_tried = models.BinaryField(null=True)
    seal = models.ForeignKey("records.LogSeal", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account", "-at"], name="sign_in_by_account"),
            BrinIndex(fields=["at"], name="sign_in_by_time"),
        ]
