"""The seals of the log: digests of its rows in batches, each sealing the one before (docs/decisions/0116)."""

from typing import ClassVar

from django.db import models


class LogSeal(models.Model):
    """One sealed batch of readings, changes or sign-ins. Its digest covers its rows' digests and the seal before."""

    number = models.PositiveIntegerField(primary_key=True)
    table = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    # The time of the latest row in the batch.
    until = models.DateTimeField()
    rows = models.PositiveIntegerField()
    # Of each row its key and its keyed digest, 32 bytes each: what is left when the content is erased.
    digests = models.BinaryField()
    previous = models.BinaryField()
    digest = models.BinaryField()


class LogErasure(models.Model):
    """The content of one sealed row was erased: by whom, when, why. `proof` shows that this system wrote it."""

    table = models.CharField(max_length=20)
    row = models.CharField(max_length=36)
    at = models.DateTimeField()
    account = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    why = models.TextField()
    proof = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "row"], name="log_row_erased_once"),
        ]
