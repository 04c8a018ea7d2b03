"""What a person is told: one row per account and event, without names; how they want to be told; mails that failed."""

import uuid
from typing import ClassVar

from django.db import models


class Mailing(models.TextChoices):
    """Whether a notice goes out by mail, and when."""

    NONE = "none"
    AT_ONCE = "at_once"
    DAILY = "daily"


class Notice(models.Model):
    """One notice in one person's inbox. Its words are made when it is read, from the event and the facts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("records.Account", models.CASCADE, related_name="+")
    # A key of hearth/actions/notice_events.py.
    event = models.CharField(max_length=60)
    # An identifier of what it is about, never a name; and the path inside Hearth where it can be seen.
    about = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(default=dict)
    # False: the person wants it by mail only.
    is_in_inbox = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mailing = models.CharField(max_length=10, default=Mailing.NONE)
    mailed_at = models.DateTimeField(null=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    mail_next_try_at = models.DateTimeField(null=True)
    # The kind of the last failure, never the server's words: those may quote an address.
    mail_failure = models.CharField(max_length=100, blank=True)
    mail_given_up_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["account", "-created_at"], name="notice_by_account"),
            models.Index(
                fields=["mailing", "created_at"],
                condition=models.Q(mailed_at=None, mail_given_up_at=None) & ~models.Q(mailing="none"),
                name="notice_mail_that_waits",
            ),
        ]


class NoticePreference(models.Model):
    """How one account wants to be told of one event; without a row, as the event says."""

    account = models.ForeignKey("records.Account", models.CASCADE, related_name="+")
    event = models.CharField(max_length=60)
    is_in_inbox = models.BooleanField()
    mailing = models.CharField(max_length=10, choices=Mailing.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "event"], name="one_preference_per_account_and_event")
        ]


class MailLanguage(models.Model):
    """The language in which an account's mails are written: the one that it last read a page in."""

    account = models.OneToOneField("records.Account", models.CASCADE, primary_key=True, related_name="+")
    language = models.CharField(max_length=10)
