"""Releases of information: what a client said about sharing, signed or spoken, until when, and taken back when."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.records import guard
from hearth.records.models.record import GuardedManager

HMIS = "hmis"


def _only_hmis() -> list[str]:
    return [HMIS]


class ReleaseOfInformation(models.Model):
    """One answer of a client to "may others see this?" (PRODUCT.md F1 to F9). It decides sharing between agencies.

    A minor's release follows the one that the guardian gave about themselves: it is in force as long as that one is
    and until the minor turns 18. What "in force" means is said in hearth/access/visibility_release.py.
    """

    class Kind(models.TextChoices):
        SIGNATURE = "signature", _("Electronic signature")
        PAPER = "paper", _("Signed paper")
        HOUSEHOLD = "household", _("By a parent or guardian, for a minor")
        VERBAL = "verbal", _("Spoken consent")
        OTHER = "other", _("Other local documentation")

    class Scope(models.TextChoices):
        COMMUNITY = "community", _("What any agency recorded")
        COC = "coc", _("What agencies recorded in this CoC")
        AGENCY = "agency", _("Only what this agency recorded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="releases", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # False: asked, and the client said no.
    permission = models.BooleanField()
    starts_on = models.DateField()
    # The last day on which it holds; None: until it is withdrawn.
    ends_on = models.DateField(null=True)
    # Whose records the client lets others see; in which networks (this one is "hmis").
    scope = models.CharField(max_length=10, choices=Scope.choices)
    networks = ArrayField(models.CharField(max_length=20), default=_only_hmis)
    # Under whose form it was given; its zone says when a day ends.
    coc = models.ForeignKey("records.CoC", models.PROTECT, null=True, related_name="+")
    # Whether the client also released the answers that are hidden otherwise, and records of 42 CFR Part 2 programs.
    covers_sensitive = models.BooleanField(default=False)
    covers_part_2 = models.BooleanField(default=False)
    # Of a minor: the guardian's own release, and whether the minor agreed too.
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="minors")
    minor_agreed = models.BooleanField(default=False)
    # Whether a minor gave it alone, where the CoC lets them: it ends before they turn 18, and is no written consent
    # where a law asks for that of a parent.
    signed_as_minor = models.BooleanField(default=False)
    # How it was given; None for what came from another system or was recorded before there were signings.
    signing = models.ForeignKey("records.ReleaseSigning", models.PROTECT, null=True, related_name="releases")
    # The agency that recorded it; who and when is in the change.
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("records.Account", models.PROTECT, null=True, related_name="+")
    withdrawn_why = models.TextField(blank=True)
    # After a withdrawal: whether what others could see already stays readable to them, as the client was told.
    keeps_shared = models.BooleanField(default=False)

    objects = GuardedManager()

    class Meta:
        ordering: ClassVar = ["-starts_on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["client", "starts_on"], name="release_by_client"),
            # What every look at another agency's record asks: does this client share today?
            models.Index(
                fields=["client", "ends_on"],
                condition=models.Q(permission=True, withdrawn_at=None),
                name="release_in_force",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind="household") | models.Q(follows=None), name="only_minors_follow"
            )
        ]


guard.protect(ReleaseOfInformation)
