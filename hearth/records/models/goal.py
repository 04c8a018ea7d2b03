"""Goals that a client and their case manager set."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.records.models.piece import Piece
from hearth.records.models.record import tracked


@tracked
class Goal(Piece):
    """What a client wants to reach within a stay (PRODUCT.md G10, Goals), by when, and how it goes.

    Steps and progress are plain text; what stood there before stays in the history.
    """

    class Status(models.TextChoices):
        """How a goal stands."""

        OPEN = "open", _("Open")
        ACHIEVED = "achieved", _("Achieved")
        GIVEN_UP = "given_up", _("Given up")

    # In the words of the community (setting goal_categories).
    category = models.CharField(max_length=80, blank=True)
    description = models.CharField(max_length=300)
    starts_on = models.DateField()
    target_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.OPEN)
    # The day that it was achieved or given up; None while it is open.
    ended_on = models.DateField(null=True, blank=True)
    progress = models.TextField(blank=True)

    class Meta(Piece.Meta):
        indexes: ClassVar = [models.Index(fields=["enrollment", "-starts_on"], name="goal_by_stay")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("starts_on")),
                name="no_goal_ends_before_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(status="open", ended_on=None)
                | (~models.Q(status="open") & models.Q(ended_on__isnull=False)),
                name="a_goal_has_an_end_unless_it_is_open",
            ),
        ]
