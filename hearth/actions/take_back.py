"""Take back an act: what it recorded is deleted softly, as long as nobody built on it."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.put_back_stays import put_back_stays
from hearth.actions.refusal import stop_if
from hearth.records import clock, guard
from hearth.records.models import Change, Enrollment, Exit, LocalService, Piece, Service
from hearth.records.write import change
from hearth.rules.facts import Broken

# What each act records, and the rows that could have been built on it since.
_RECORDED: dict[str, type[Any]] = {
    "enroll_household": Enrollment,
    "record_service": Service,
    "record_local_service": LocalService,
    "exit_household": Exit,
}
# The right to each act, where it is not called as the act.
_RIGHTS = {"record_local_service": "record_service"}
_BUILT_ON: dict[type[Any], tuple[str, ...]] = {
    Enrollment: (
        "exits",
        "services",
        "income_benefits",
        "health_and_dv",
        "disabilities",
        "employment_education",
        "current_living_situations",
        "assessments",
        "events",
        "youth_education_statuses",
    ),
    Service: (),
    LocalService: (),
    Exit: (),
}


def take_back(*, viewer: Viewer, change_id: uuid.UUID) -> str:
    """Undo the viewer's own act and give its name (`enroll_household`, ...).

    The rows stay in the database with DateDeleted, and the history says who took them back.

    Raises NotVisible for an act of somebody else or one that cannot be taken back, PermissionDenied when the
    right has gone since, NotDone when something was built on it.
    """
    act = Change.objects.filter(id=change_id, account=viewer.account, action__in=_RECORDED).first()
    if act is None:
        raise NotVisible("There is nothing to take back.")
    right = _RIGHTS.get(act.action, act.action)
    if not viewer.may(right):
        raise PermissionDenied
    model = _RECORDED[act.action]
    with change(by=viewer.account, action=f"take_back_{act.action}"):
        rows: list[Any] = list(
            viewer.rows(model)
            .filter(change=act)
            .select_related("project" if model is Enrollment else "enrollment__project")
            .order_by("id")
            .select_for_update(of=("self",))
        )
        if not all(_may_at(viewer, right, row) for row in rows):
            raise PermissionDenied
        stop_if(_built_on(model, rows))
        if model is Exit:
            put_back_stays(act.id, rows)
        now = clock.now()
        for row in rows:
            if isinstance(row, Piece):
                row.date_deleted = clock.instant()
                row.save(update_fields=["date_deleted"])
                continue
            row.date_deleted = row.date_updated = now
            row.user = viewer.hud_user
            row.save(update_fields=["date_deleted", "date_updated", "user"])
    return act.action


def _may_at(viewer: Viewer, right: str, row: Any) -> bool:
    """Say whether the viewer has the right where the row is kept: in a program, or in the agency beside any stay."""
    if isinstance(row, Enrollment):
        return viewer.may(right, row.project)
    if row.enrollment is None:
        return bool(row.organization_id == viewer.organization.pk) and viewer.may(right)
    return viewer.may(right, row.enrollment.project)


def _built_on(model: type[Any], rows: list[Any]) -> list[Broken]:
    for relation in _BUILT_ON[model]:
        later = guard.everything(
            getattr(model, relation).rel.related_model,
            "was anything built on what is taken back",
        )
        if later.filter(enrollment__in=[row.pk for row in rows], date_deleted=None).exists():
            return [
                Broken(
                    "take_back/nothing_built_on_it",
                    "Something was recorded in this enrollment since. Take that back first.",
                )
            ]
    return []
