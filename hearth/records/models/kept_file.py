"""Files that are kept with a record: papers, photos, what was signed. The content lies sealed in the file storage."""

from typing import ClassVar

from django.db import models

from hearth.records.models.piece import Piece
from hearth.records.models.record import tracked


@tracked
class KeptFile(Piece):
    """One file, as it was sent. Its content never changes: a newer version is another row that names the older one.

    The content is sealed under a key of its own, which lies here, encrypted under the data key of the agency: a change
    of keys moves this column and no file (docs/decisions/0160). The storage knows it by the id alone.
    """

    class Purpose(models.TextChoices):
        DOCUMENT = "document", "document"
        PHOTO = "photo", "photo"
        RELEASE = "release", "release"

    # What keeps it: the page Files lists documents; photos and releases have pages of their own.
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.DOCUMENT)
    # What it is, in the words of the community (setting document_kinds): "Birth certificate".
    kind = models.CharField(max_length=80, blank=True)
    # As its sender called it, for who fetches it.
    name = models.CharField(max_length=200)
    # By what it holds, never by its name (hearth/actions/file_type.py).
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content_key_encrypted = models.BinaryField()
    # Of a document that ends: an identity card, a lease.
    expires_on = models.DateField(null=True, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Piece.Meta):
        indexes: ClassVar = [models.Index(fields=["client", "purpose"], name="file_by_client")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["replaces"], condition=models.Q(date_deleted=None), name="one_newer_version_of_a_file"
            )
        ]

    @property
    def storage_name(self) -> str:
        """Where the content lies in the file storage."""
        return stored_as(str(self.pk))


def stored_as(file_id: str) -> str:
    """Give the place of a file's content by its id: 256 folders, so that none grows too long to list."""
    return f"kept/{file_id[:2]}/{file_id}"
