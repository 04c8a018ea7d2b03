"""When this instance was last backed up."""

from typing import ClassVar

from django.db import models


class Backup(models.Model):
    """One backup that was written whole. `hearth backup` adds the row without Django: it must run before an upgrade."""

    made_at = models.DateTimeField()
    size = models.BigIntegerField()
    is_sealed = models.BooleanField()

    class Meta:
        ordering: ClassVar = ["-made_at"]
