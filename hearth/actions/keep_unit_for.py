"""Keep whom a unit is for (PRODUCT.md N3). Who has it stays: the board says who fits it no more."""

import uuid
from dataclasses import asdict, dataclass

from hearth.access.programs import unit_in_sight
from hearth.access.viewer import Viewer
from hearth.actions.keep_program import program_to_set_up
from hearth.records.models import Unit
from hearth.records.write import change


@dataclass(frozen=True, slots=True)
class UnitFor:
    """Whom a unit is for: see hearth/records/models/site.py."""

    household_type: int | None = None
    most_people: int | None = None
    sex: int | None = None
    for_veterans: bool = False
    for_youth: bool = False
    is_accessible: bool = False


def keep_unit_for(*, viewer: Viewer, unit_id: uuid.UUID, said: UnitFor) -> Unit:
    """Say whom a unit is for. Raises PermissionDenied, NotVisible, and NotDone where the program is kept elsewhere."""
    unit = unit_in_sight(viewer, unit_id)
    program_to_set_up(viewer, unit.project_id)
    changed = [name for name, value in asdict(said).items() if getattr(unit, name) != value]
    if changed:
        with change(by=viewer.account, action="keep_unit_for"):
            for name in changed:
                setattr(unit, name, getattr(said, name))
            unit.save(update_fields=changed)
    return unit
