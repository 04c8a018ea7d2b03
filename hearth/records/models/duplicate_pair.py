"""Two records that may be of one person, and what was decided about them."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.records.models.record import GuardedManager, tracked


@tracked
class DuplicatePair(models.Model):
    """Two clients whom a worker, the nightly scan or an import took for one person. Each pair is listed once.

    What a person decided holds: a pair that is different, or split after a merge, is never proposed by itself again.
    """

    class Origin(models.TextChoices):
        FLAG = "flag", _("A worker")
        SCAN = "scan", _("The nightly scan")
        IMPORT = "import", _("An import")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        MERGED = "merged", _("Merged")
        DIFFERENT = "different", _("Different people")
        SPLIT = "split", _("Split again")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The smaller id first, so that two clients are one pair whoever was named first.
    one = models.ForeignKey("records.Client", models.PROTECT, related_name="+", db_index=False)
    other = models.ForeignKey("records.Client", models.PROTECT, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin.choices)
    # How likely it is that the two are one person, where a scan said so: 0 to 1.
    score = models.FloatField(null=True)
    # Keys of what is alike (hearth/access/duplicates.py has their words); never a value.
    reasons = ArrayField(models.CharField(max_length=30), default=list)
    # What the worker said who flagged the two.
    said = models.CharField(max_length=200, blank=True)
    found_at = models.DateTimeField(auto_now_add=True)
    found_by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    organization = models.ForeignKey("records.Organization", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    why = models.TextField(blank=True)

    objects = GuardedManager()

    class Meta:
        ordering: ClassVar = ["-found_at", "id"]
        indexes: ClassVar = [models.Index(fields=["state", "-score"], name="pair_by_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="two_clients_are_one_pair"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="the_smaller_id_is_first"
            ),
        ]
