"""Set up a program: what it is (2.02), and each row of what describes it (2.03, 2.06, 2.07, 2.08, 2.09, 2.02.C).

Each act is kept only when the whole description then keeps the rules of hearth/rules/project that stop at entry.
"""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refusal import stop_if
from hearth.actions.stamp import born
from hearth.hud.standard import snake_case
from hearth.records import clock, guard
from hearth.records.models import (
    Affiliation,
    Bed,
    CEParticipation,
    Enrollment,
    Funder,
    HMISParticipation,
    Inventory,
    Project,
    ProjectCoC,
)
from hearth.records.models.record import Record
from hearth.records.program_rows import facts_of
from hearth.records.write import change
from hearth.rules.facts import Broken
from hearth.rules.project import at_entry

RIGHT: Final = "manage_programs"
Said = Mapping[str, Any]

# The rows that describe a program, by what they are called in addresses and acts.
PARTS: Final[dict[str, Any]] = {
    "coc": ProjectCoC,
    "funder": Funder,
    "inventory": Inventory,
    "hmis": HMISParticipation,
    "ce": CEParticipation,
    "affiliation": Affiliation,
}


def add_program(
    *, viewer: Viewer, organization_id: uuid.UUID, project: Said, coc: Said, hmis: Said
) -> Project:
    """Describe a new program with its first CoC and how it takes part in HMIS; values by HUD's columns.

    Raises PermissionDenied, NotVisible, NotDone; nothing is stored then.
    """
    organization = viewer.organizations.filter(pk=organization_id).first()
    if organization is None:
        raise NotVisible("There is no such agency.")
    if not viewer.may(RIGHT, organization=organization, coc=coc["CoCCode"]):
        raise PermissionDenied
    stop_if_kept_elsewhere(organization)
    with change(by=viewer.account, action="add_program"):
        made = Project(organization=organization, **columns_of(project), **born(viewer))
        made.save()
        ProjectCoC(project=made, **columns_of(coc), **born(viewer)).save()
        HMISParticipation(project=made, **columns_of(hmis), **born(viewer)).save()
        stop_if(at_entry.stops(facts_of(made)))
    return made


def change_program(*, viewer: Viewer, project_id: uuid.UUID, said: Said) -> Project:
    """Change what a program is (2.02). Raises PermissionDenied, NotVisible, NotDone."""
    project = program_to_set_up(viewer, project_id)
    with change(by=viewer.account, action="change_program"):
        keep_row(viewer, project, said)
        stop_if(at_entry.stops(facts_of(project)))
    return project


def add_part(*, viewer: Viewer, project_id: uuid.UUID, kind: str, said: Said) -> Any:
    """Add a row of what describes a program. Raises PermissionDenied, NotVisible, NotDone."""
    project = program_to_set_up(viewer, project_id)
    _check_coc(viewer, kind, said)
    with change(by=viewer.account, action=f"add_program_{kind}"):
        row: Any = PARTS[kind](project=project, **columns_of(said), **born(viewer))
        row.save()
        stop_if(at_entry.stops(facts_of(project)))
    return row


def change_part(*, viewer: Viewer, kind: str, row_id: uuid.UUID, said: Said) -> Record:
    """Correct a row. A new number of beds from a day on is `change_inventory_from`'s. Raises as add_part does."""
    row = part_of(viewer, kind, row_id)
    _check_coc(viewer, kind, said)
    with change(by=viewer.account, action=f"change_program_{kind}"):
        stop_if(_counted_otherwise(kind, row, said))
        keep_row(viewer, row, said)
        stop_if(at_entry.stops(facts_of(row.project)))
    return row


def remove_part(*, viewer: Viewer, kind: str, row_id: uuid.UUID) -> Record:
    """Take out a row that was entered by mistake; one that was right once is ended instead. Raises as add_part does.

    Beds keep their row of the inventory, and the enrollments of a CoC their program there.
    """
    row = part_of(viewer, kind, row_id)
    with change(by=viewer.account, action=f"remove_program_{kind}"):
        stop_if(_still_used(kind, row))
        row.date_deleted = clock.now()
        row.save(update_fields=["date_deleted"])
        stop_if(at_entry.stops(facts_of(row.project)))
    return row


def serve_residents_of(*, viewer: Viewer, project_id: uuid.UUID, residential_id: uuid.UUID) -> Record:
    """Say that a services-only program serves the residents of another one (2.02.C). Raises as add_part does."""
    project = program_to_set_up(viewer, project_id)
    residential = viewer.project(residential_id)
    with change(by=viewer.account, action="add_program_affiliation"):
        row = Affiliation(project=project, res_project=residential, **born(viewer))
        row.save()
        if project.residential_affiliation != 1:
            keep_row(viewer, project, {"ResidentialAffiliation": 1})
        stop_if(at_entry.stops(facts_of(project)))
    return row


def change_inventory_from(*, viewer: Viewer, row: Any, said: Said, starts_on: date) -> Any:
    """End an inventory the day before and begin a new one with other numbers; old counts need the old one (2.07).

    From its own first day on, or before, the row itself is corrected. The beds go along. Only inside a change.
    """
    values = {**said, "InventoryStartDate": starts_on}
    if starts_on <= row.inventory_start_date:
        keep_row(viewer, row, values)
        return row
    keep_row(viewer, row, {"InventoryEndDate": date.fromordinal(starts_on.toordinal() - 1)})
    made = Inventory(project=row.project, **columns_of(values), **born(viewer))
    made.save()
    guard.everything(Bed, "beds go along with their inventory").filter(inventory=row).update(inventory=made)
    return made


def program_to_set_up(viewer: Viewer, project_id: uuid.UUID) -> Project:
    """Give a program that the viewer may set up here. Raises PermissionDenied, NotVisible, NotDone."""
    project = viewer.project(project_id)
    if not viewer.may(RIGHT, project):
        raise PermissionDenied
    stop_if_kept_elsewhere(project)
    return project


def part_of(viewer: Viewer, kind: str, row_id: uuid.UUID) -> Any:
    """Give a row that the viewer may change here. Raises PermissionDenied, NotVisible, NotDone."""
    rows: Any = viewer.rows(PARTS[kind])
    row = rows.filter(pk=row_id).select_related("project", "project__organization").first()
    if row is None:
        raise NotVisible("There is no such row.")
    if not viewer.may(RIGHT, row.project):
        raise PermissionDenied
    stop_if_kept_elsewhere(row.project, row)
    return row


def _check_coc(viewer: Viewer, kind: str, said: Said) -> None:
    code = said.get("CoCCode")
    if kind == "coc" and code and not viewer.may(RIGHT, coc=code):
        raise PermissionDenied


def has_beds(row: Any) -> bool:
    """Say whether an inventory is made of beds by name, so that its numbers follow from them."""
    beds = guard.everything(Bed, "whether an inventory has beds")
    return beds.filter(inventory=row, date_deleted=None).exists()


def _counted_otherwise(kind: str, row: Any, said: Said) -> list[Broken]:
    if kind != "inventory" or not has_beds(row):
        return []
    numbers = {name: value for name, value in said.items() if name.endswith("Inventory")}
    if all((value or 0) == (getattr(row, snake_case(name)) or 0) for name, value in numbers.items()):
        return []
    text = "The numbers of this inventory follow from its beds: add beds or take some out on the page Units."
    return [Broken("project/beds_are_counted", text)]


def _still_used(kind: str, row: Any) -> list[Broken]:
    if kind == "inventory" and has_beds(row):
        return [Broken("project/inventory_is_used", "There are beds in this inventory: take them out first.")]
    if kind == "coc":
        stays = guard.everything(Enrollment, "whether somebody is enrolled in a CoC")
        if stays.filter(project=row.project, enrollment_coc=row.coc_code, date_deleted=None).exists():
            text = "People are enrolled there in %(code)s: the program stays in that CoC."
            return [Broken("project/coc_is_used", text, {"code": row.coc_code})]
    return []


def keep_row(viewer: Viewer, row: Any, said: Said) -> None:
    """Store what changed, and nothing where nothing did. Only inside a change."""
    values = columns_of(said)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(row, name, values[name])
    row.date_updated, row.user = clock.now(), viewer.hud_user
    row.save(update_fields=[*changed, "date_updated", "user"])


def columns_of(said: Said) -> dict[str, Any]:
    return {snake_case(column): value for column, value in said.items()}
