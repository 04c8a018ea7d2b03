"""What every description of an agency or a program has that HUD's files have no place for: sites, beds, services."""

import uuid
from typing import Any, ClassVar

from django.db import models

from hearth.records import guard
from hearth.records.models.record import ForwardKeyManager, GuardedManager


class Described(models.Model):
    """A part of what an agency or one of its programs is or has. Nothing about a person stands in it.

    Who sees it is said in hearth/access/visibility_programs.py: who sees the agency or the program. Each model is put
    under the guard with `tracked`.
    """

    is_about_people: ClassVar[bool] = False

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Who entered it, and when.
    change = models.ForeignKey("records.Change", models.PROTECT, related_name="+")
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
