"""Put back what an exit changed besides itself: a bed that it freed, a service that it ended, a head it replaced."""

import uuid
from collections.abc import Sequence

from hearth.actions.merge_moves import relations
from hearth.actions.put_back import changed_by, put_back
from hearth.records.models import Client, Enrollment, Exit


def put_back_stays(act: uuid.UUID, exits: Sequence[Exit]) -> None:
    """Give the rows of these exits' enrollments and people back what the act of the exits replaced, from the history.

    Where it changed an enrollment of theirs, it named another head: then the whole household is as it was. Only inside
    a change; what somebody edited since stays as it was edited.
    """
    own = {one.enrollment_id for one in exits}
    people = {one.client_id for one in exits}
    of_stays = {one.model: (one.column, own) for one in relations(Enrollment)}
    of_people = {one.model: (one.column, people) for one in relations(Client)}
    for model, (column, ids) in (of_people | of_stays).items():
        if model is not Enrollment and hasattr(model, "history"):
            rows = changed_by(model, act)
            put_back([row for row in rows if getattr(row, f"{column}_id") in ids], act)
    changed = changed_by(Enrollment, act)
    if any(row.pk in own for row in changed):
        put_back(changed, act)
