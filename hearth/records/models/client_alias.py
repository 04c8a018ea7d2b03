"""Other names of a client: what they are also called, what the papers say, what they were called before."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.records.known_names import keep_names
from hearth.records.models.record import GuardedManager, tracked


@tracked
class ClientAlias(models.Model):
    """One more name under which a client is found. The name in use stands in the client's own name fields (3.01).

    A legal name is restricted: search finds the client by it for everybody, and shows it to nobody without the right
    `see_legal_names` (hearth/access/visibility.py).
    """

    class Kind(models.TextChoices):
        ALIAS = "alias", _("Also known as")
        LEGAL = "legal", _("Legal name")
        FORMER = "former", _("Former name")

    # In no file of HUD; the word under which histories tell of it.
    hud_file: ClassVar[str] = "ClientAlias"
    masked_columns: ClassVar[frozenset[str]] = frozenset()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="aliases")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    first_name = models.CharField(max_length=50, blank=True, default="")
    last_name = models.CharField(max_length=50, blank=True, default="")
    # As they are searched (hearth/records/names.py).
    first_name_plain = models.CharField(max_length=50, blank=True, default="")
    last_name_plain = models.CharField(max_length=50, blank=True, default="")
    # The agency that recorded it; who and when is in the change.
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")
    date_deleted = models.DateTimeField(null=True, blank=True)

    objects = GuardedManager()

    class Meta:
        ordering: ClassVar = ["kind", "last_name", "first_name", "id"]
        indexes: ClassVar = [
            models.Index(
                fields=["first_name_plain", "last_name_plain"],
                opclasses=["text_pattern_ops", "text_pattern_ops"],
                name="alias_by_first_name",
            ),
            models.Index(
                fields=["last_name_plain", "first_name_plain"],
                opclasses=["text_pattern_ops", "text_pattern_ops"],
                name="alias_by_last_name",
            ),
        ]

    def __str__(self) -> str:
        return f"ClientAlias {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the alias, and let search know its names."""
        super().save(*args, **kwargs)
        keep_names([self.first_name, self.last_name])

    @property
    def name(self) -> str:
        """Both parts, as they are said."""
        return " ".join(part for part in (self.first_name, self.last_name) if part)
