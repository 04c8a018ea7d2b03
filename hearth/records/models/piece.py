"""What every piece of a client's record has that HUD's files have no place for: files, notes, alerts, locations."""

import uuid
from typing import Any, ClassVar

from django.db import models

from hearth.records import guard
from hearth.records.models.record import ForwardKeyManager, GuardedManager


class Piece(models.Model):
    """A piece of a client's record, or of one of their enrollments, that one agency keeps.

    Who sees it is said once for all of them in hearth/access/visibility_pieces.py. Each model is put under the guard
    with `tracked`.
    """

    is_about_people: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("records.Client", models.PROTECT, related_name="+")
    # Of one stay, or of the client as a whole.
    enrollment = models.ForeignKey(
        "records.Enrollment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The agency that recorded it; who and when is in the change.
    organization = models.ForeignKey("records.Organization", models.PROTECT, related_name="+")
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")
    # Never shown to other agencies; None: as the agency does by default (a confidential one never shows).
    is_private = models.BooleanField(null=True, blank=True)
    date_deleted = models.DateTimeField(null=True, blank=True)

    objects = GuardedManager()
    following = ForwardKeyManager()

    class Meta:
        abstract = True
        base_manager_name = "following"
        default_manager_name = "objects"

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        with guard.inside_wrapper():
            super().refresh_from_db(*args, **kwargs)
