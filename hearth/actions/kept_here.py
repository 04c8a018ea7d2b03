"""Records that another system keeps are read only here: its next file would contradict what was changed."""

from django.utils.translation import gettext as _

from hearth.access.kept_elsewhere import kept_elsewhere
from hearth.actions.refusal import NotDone, Problem
from hearth.records.models.record import Record

RULE = "source/kept_elsewhere"


def stop_if_kept_elsewhere(*records: Record) -> None:
    """Raise NotDone when a record's source keeps it and was not taken over."""
    names = kept_elsewhere(record.source_id for record in records)
    if names:
        line = _(
            "This record is kept in %(name)s and is read only here until that source is taken over; change it there."
        )
        raise NotDone([Problem(line % {"name": name}, RULE) for name in sorted(names.values())])
