"""Exit.csv."""

from hearth.records.fields.exit import ExitFields
from hearth.records.models.record import Record, tracked


@tracked
class Exit(Record, ExitFields):
    """3.11, 3.12 The end of an enrollment and where the client went."""

    hud_file = "Exit"
