"""Exit.csv."""

from django.db import models

from hearth.records.fields.exit import ExitFields
from hearth.records.models.record import Record, tracked


@tracked
class Exit(Record, ExitFields):
    """3.11, 3.12 The end of an enrollment and where the client went."""

    hud_file = "Exit"

    # The system exited them because nothing was recorded for long; no person said that they left.
    is_automatic = models.BooleanField(default=False, db_default=False)
