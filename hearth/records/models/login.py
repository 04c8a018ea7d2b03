"""Where and when somebody is logged in, the computers they trust, and work that a login's end left unsaved."""

import uuid
from typing import ClassVar

from django.db import models


class LoginSession(models.Model):
    """One login of an account. Its key is Django's session key while it lives, and empty once it ended."""

    class Ended(models.TextChoices):
        """Why a login ended."""

        SIGNED_OUT = "signed_out"
        ELSEWHERE = "elsewhere"
        LIMIT = "limit"
        ENDED_BY_SELF = "by_self"
        ENDED_BY_MANAGER = "by_manager"
        CLOSED = "closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("records.Account", models.CASCADE, related_name="login_sessions")
    session_key = models.CharField(max_length=40, blank=True, db_index=True)
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    active_at = models.DateTimeField()
    # Set while the page waits for the password or passkey again (SEC-04).
    locked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=20, blank=True, choices=Ended.choices)

    class Meta:
        ordering: ClassVar = ["-started_at"]


class TrustedDevice(models.Model):
    """A browser that need not show the second factor for a while. The browser holds the token, we its digest."""

    account = models.ForeignKey("records.Account", models.CASCADE, related_name="trusted_devices")
    digest = models.BinaryField(max_length=32, unique=True)
    browser = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True)
    trusted_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-trusted_at"]


class KeptWork(models.Model):
    """What somebody sent when their login had locked or run out: encrypted, given back once, to them alone."""

    account = models.OneToOneField("records.Account", models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    sealed = models.BinaryField()
    kept_at = models.DateTimeField()
    # When its owner was led to it; after that it waits where it is until it is too old.
    given_at = models.DateTimeField(null=True)
