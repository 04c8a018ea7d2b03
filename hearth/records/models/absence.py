"""Who was looked for in a night-by-night shelter and was not there."""

from typing import ClassVar

from django.db import models

from hearth.records.models.piece import Piece
from hearth.records.models.record import tracked


@tracked
class Absence(Piece):
    """Somebody expected for a night was marked absent; who marked it is in the change (PRODUCT.md I1).

    A bed night is a Service (4.14). An absence is none of HUD's records: it keeps four people at one door from asking
    for the same person twice, and says in the morning that nobody was forgotten.
    """

    # The day on which the night begins.
    on = models.DateField()

    class Meta(Piece.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrollment", "on"],
                condition=models.Q(date_deleted=None),
                name="one_absence_a_night",
            )
        ]
