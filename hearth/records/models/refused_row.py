"""Rows of received files that were not stored, kept so that somebody can mend them."""

from typing import ClassVar

from django.db import models


class RefusedRow(models.Model):
    """One row that an import refused: where it was, why, and the row itself.

    The row names a person, so it is encrypted like an SSN (hearth/records/encryption.py): JSON of column and value.
    """

    import_run = models.ForeignKey("records.ImportRun", models.CASCADE, related_name="refused_rows")
    file = models.CharField(max_length=40)
    line = models.BigIntegerField()
    column = models.CharField(max_length=60)
    reason = models.TextField()
    row_encrypted = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["id"]
