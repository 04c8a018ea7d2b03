"""The texts that clients read: the release they are asked to sign, and the public privacy notice."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsentText(models.Model):
    """One version of a text, as clients read it. It never changes: a better text is the next version.

    Where a CoC wrote none, the whole instance's holds, and where nobody did, the one that Hearth brings
    (hearth/access/consent_texts.py).
    """

    class Kind(models.TextChoices):
        RELEASE = "release", _("Release of information")
        NOTICE = "notice", _("Privacy notice")

    class Overlap(models.TextChoices):
        """Whether a client may have two releases at the same time (PRODUCT.md F8)."""

        NONE = "none", _("Releases may overlap")
        AGENCY = "agency", _("One at a time for each agency")
        COC = "coc", _("One at a time for each agency in the CoC")
        SYSTEM = "system", _("One at a time, whoever recorded it")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # None: for the whole instance.
    coc = models.ForeignKey("records.CoC", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField()
    effective_on = models.DateField()
    # language -> {"title": ..., "text": ...}; paragraphs are parted by an empty line.
    words = models.JSONField()
    # Of a release: whom the client is asked about, [{"code": "hmis", "name": {language: ...}}, ...]; each is a
    # question with an answer of its own.
    networks = models.JSONField(default=list)
    overlap = models.CharField(max_length=6, choices=Overlap.choices, default=Overlap.AGENCY)
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["kind", "coc", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "coc", "version"], nulls_distinct=False, name="one_text_per_version"
            )
        ]
