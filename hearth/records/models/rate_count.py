"""How often somebody did what may not be done without end: counted in the database, which all processes share."""

from typing import ClassVar

from django.db import models


class RateCount(models.Model):
    """How often one subject (an account, or an address where nobody is logged in) did one thing in one window."""

    # A key of hearth/access/rate_limits.py, and a digest of who: addresses are not kept.
    limit = models.CharField(max_length=30)
    subject = models.CharField(max_length=64)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["limit", "subject", "window"], name="one_count_per_window")
        ]
