"""Take back an act at the bed board: a bed that was assigned, freed, reserved, put offline or brought back."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from django.core.exceptions import PermissionDenied

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.beds_here import check_may_keep_beds, locked_bed, taken
from hearth.actions.check_in import lock_people
from hearth.actions.close_bed import may_close_bed
from hearth.actions.put_back import changed_by, put_back, touched_since
from hearth.actions.refusal import stop_if
from hearth.records import guard
from hearth.records.models import BedOffline, BedStay, Change, Exit, Project, Reservation
from hearth.records.write import change, current
from hearth.rules.facts import Broken

_ACTS: Final = ("assign_bed", "leave_bed", "reserve_bed", "close_bed", "open_bed")
_MODELS: Final[tuple[Any, ...]] = (BedStay, BedOffline, Reservation)


def take_back_bed(*, viewer: Viewer, change_id: uuid.UUID) -> Project:
    """Undo the viewer's own act, as long as nothing was done there since, and give the program.

    Raises NotVisible for an act of somebody else or one that cannot be taken back, PermissionDenied when the right has
    gone since, NotDone when the bed or the person is not free for it any more.
    """
    act = Change.objects.filter(pk=change_id, account=viewer.account, action__in=_ACTS).first()
    if act is None:
        raise NotVisible("There is nothing to take back.")
    with change(by=viewer.account, action="take_back_bed"):
        project = _locked_project(viewer, act)
        made, altered = _made_by(act), _altered_by(act)
        if any(touched_since(row, act.pk) for row in (*made, *altered)):
            text = "Something was done with this bed or this person since. Nothing was changed."
            stop_if([Broken("bed/as_it_was_left", text)])
        for row in made:
            row.date_deleted = current().made_at
            row.save(update_fields=["date_deleted"])
        stop_if([problem for row in altered for problem in _in_the_way(row)])
        for model in _MODELS:
            put_back([row for row in altered if isinstance(row, model)], act.pk)
    return project


def _locked_project(viewer: Viewer, act: Change) -> Project:
    """Give the program of what the act was about, once the people and the beds wait for nobody else."""
    rows = [*_made_by(act), *_altered_by(act)]
    if not rows:
        raise NotVisible("There is nothing to take back.")
    project: Project = rows[0].bed.unit.project
    if act.action in ("close_bed", "open_bed"):
        if not may_close_bed(viewer, project):
            raise PermissionDenied
    else:
        check_may_keep_beds(viewer, project)
    lock_people([row.client_id for row in rows if not isinstance(row, BedOffline)])
    for bed_id in sorted({row.bed_id for row in rows}):
        locked_bed(viewer, project, bed_id)
    return project


def _made_by(act: Change) -> list[Any]:
    found: list[Any] = []
    for model in _MODELS:
        rows = guard.everything(model, "what an act at the bed board made")
        found += rows.filter(change=act, date_deleted=None).select_related("bed__unit__project")
    return found


def _altered_by(act: Change) -> list[Any]:
    return [row for model in _MODELS for row in changed_by(model, act.pk)]


def _in_the_way(row: Any) -> Iterator[Broken]:
    """Say why what an act ended cannot go on."""
    if isinstance(row, BedOffline):
        ended = row.ends_on
        yield from taken(
            row.bed,
            row.starts_on if row.date_deleted or ended is None else ended + timedelta(days=1),
            None,
        )
    if isinstance(row, BedStay) and row.ends_on is not None:
        yield from taken(row.bed, row.ends_on, None, besides_client=row.client_id)
        exits = guard.everything(Exit, "has this person left").filter(
            enrollment=row.enrollment_id, date_deleted=None
        )
        elsewhere = guard.everything(BedStay, "has this person another bed").filter(
            enrollment=row.enrollment_id, ends_on=None, date_deleted=None
        )
        if exits.exists() or elsewhere.exists():
            text = "This person has left, or has another bed since. Nothing was changed."
            yield Broken("bed/still_theirs", text)
