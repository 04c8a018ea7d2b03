"""Client.csv, and the other identifiers under which a client is known."""

from typing import Any, ClassVar

from django.db import models

from hearth.records.fields.client import ClientFields
from hearth.records.known_names import NAMES, keep_names
from hearth.records.models.record import Record, tracked


@tracked
class Client(Record, ClientFields):
    """3.01-3.07 A person who is served. hud_id is the PersonalID (5.08).

    The SSN is never stored in the clear: it is encrypted under the data key of the agency that entered it, and
    found by keyed digests of the whole number and of its last four digits (hearth/records/ssn.py).
    """

    hud_file = "Client"

    # The identifier that staff say and write instead of a name; follows from the id.
    unique_identifier = models.CharField(max_length=9, unique=True)
    # The agency that entered the client here; None for imported clients.
    organization = models.ForeignKey(
        "records.Organization", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Seen by the entering agency only (PRODUCT.md F12); None: as that agency does by default.
    is_private = models.BooleanField(null=True, blank=True)
    # Refused to be named here: what identifies stands replaced (hearth/actions/refuse_consent.py).
    is_consent_refused = models.BooleanField(default=False, db_default=False)
    # How the client is spoken of: she, they ... in the client's own words.
    pronouns = models.CharField(max_length=40, blank=True, default="", db_default="")
    # Met without a name: the name columns hold a description in quotes, and nobody is matched by it. Where and when
    # that was, as far as it was written down (hearth/actions/create_client.py).
    is_unnamed = models.BooleanField(default=False, db_default=False)
    met_where = models.CharField(max_length=200, blank=True, default="", db_default="")
    met_on = models.DateField(null=True, blank=True)
    ssn_encrypted = models.BinaryField(null=True, blank=True)
    ssn_digest = models.BinaryField(null=True, blank=True)
    ssn_last_four_digest = models.BinaryField(null=True, blank=True)
    # Names as they are searched: small letters, no accents (hearth/records/names.py).
    first_name_plain = models.CharField(max_length=50, blank=True, default="")
    last_name_plain = models.CharField(max_length=50, blank=True, default="")

    class Meta(Record.Meta):
        indexes: ClassVar = [
            models.Index(fields=["ssn_digest"], name="client_by_ssn"),
            models.Index(fields=["ssn_last_four_digest"], name="client_by_last_four"),
            models.Index(fields=["dob"], name="client_by_birth_date"),
            models.Index(
                fields=["first_name_plain", "last_name_plain"],
                opclasses=["text_pattern_ops", "text_pattern_ops"],
                name="client_by_first_name",
            ),
            models.Index(
                fields=["last_name_plain", "first_name_plain"],
                opclasses=["text_pattern_ops", "text_pattern_ops"],
                name="client_by_last_name",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the client, and let search know the names (an import does it for all of its clients at once)."""
        super().save(*args, **kwargs)
        if (fields := kwargs.get("update_fields")) is None or NAMES.intersection(fields):
            keep_names([self.first_name, self.last_name])


class FormerPersonalID(models.Model):
    """A PersonalID under which a source knows a client of another row: merged here, or recognised by an import.

    Search, import and links follow it.
    """

    source = models.ForeignKey("records.Source", models.PROTECT, related_name="+")
    hud_id = models.CharField(max_length=32)
    client = models.ForeignKey(Client, models.PROTECT, related_name="former_personal_ids")
    # The import that recognised the client; None where a person merged two.
    import_run = models.ForeignKey("records.ImportRun", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "hud_id"], name="former_personal_id_once_per_source")
        ]
