"""Case notes."""

from typing import ClassVar

from django.db import models

from hearth.records.models.piece import Piece
from hearth.records.models.record import tracked


@tracked
class Note(Piece):
    """What a worker writes down about a client or a stay (PRODUCT.md L2). Plain text; paragraphs are blank lines."""

    title = models.CharField(max_length=120)
    # The day that it is about.
    on = models.DateField()
    # In the words of the community (setting note_categories).
    category = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    minutes = models.PositiveIntegerField(null=True, blank=True)
    written_by = models.ForeignKey("records.Account", models.PROTECT, related_name="+")

    class Meta(Piece.Meta):
        indexes: ClassVar = [models.Index(fields=["client", "-on"], name="note_by_client")]
