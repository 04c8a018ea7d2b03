"""Services and contacts that were recorded in a stay: whose they are to correct, deleted softly and brought back."""

import uuid
from typing import Any, Final, NamedTuple

from django.core.exceptions import PermissionDenied

from hearth.access.deleted import though_deleted
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.refusal import stop_if
from hearth.actions.service_faults import night_is_there
from hearth.records import clock
from hearth.records.models import CurrentLivingSituation, Service
from hearth.records.models.record import Record
from hearth.records.write import change

DELETE = "delete_records"


class Kind(NamedTuple):
    """A kind of record, and the right to keep it at its program."""

    model: type[Record]
    right: str


KINDS: Final[dict[str, Kind]] = {
    "service": Kind(Service, "record_service"),
    "living_situation": Kind(CurrentLivingSituation, "record_assessment"),
}


def own_record(viewer: Viewer, kind: str, record_id: uuid.UUID) -> Any:
    """Give a record to be corrected, with its program and client. Raises PermissionDenied, and NotVisible."""
    rows: Any = viewer.rows(KINDS[kind].model)
    row = rows.filter(pk=record_id).select_related("enrollment__project", "client").first()
    if row is None:
        raise NotVisible("There is no such record.")
    if not viewer.may(KINDS[kind].right, row.enrollment.project):
        raise PermissionDenied
    return row


def may_delete_record(viewer: Viewer, kind: str, row: Any) -> bool:
    """Say whether the viewer may delete a record and bring it back: what they recorded themselves, or by right."""
    project = row.enrollment.project
    if row.change.account_id == viewer.account.pk and viewer.may(KINDS[kind].right, project):
        return True
    return viewer.may(DELETE, project)


def delete_record(*, viewer: Viewer, kind: str, record_id: uuid.UUID) -> Any:
    """Delete a record softly: nobody sees it, exports say so, and it can be brought back.

    Raises PermissionDenied, NotVisible, and NotDone for what is kept elsewhere.
    """
    rows: Any = viewer.rows(KINDS[kind].model)
    return _set_deleted(viewer, kind, rows.filter(pk=record_id), deleted=True)


def bring_back_record(*, viewer: Viewer, kind: str, record_id: uuid.UUID) -> Any:
    """Bring a deleted record back. Raises PermissionDenied, NotVisible, and NotDone where it is there again already."""
    rows: Any = though_deleted(viewer, KINDS[kind].model)
    return _set_deleted(viewer, kind, rows.filter(pk=record_id), deleted=False)


def _set_deleted(viewer: Viewer, kind: str, rows: Any, *, deleted: bool) -> Any:
    row = rows.select_related("change", "client", "enrollment__project").first()
    if row is None or not viewer.enrollments.filter(pk=row.enrollment_id).exists():
        raise NotVisible("There is no such record.")
    if not may_delete_record(viewer, kind, row):
        raise PermissionDenied
    stop_if_kept_elsewhere(row)
    with change(by=viewer.account, action=f"{'delete' if deleted else 'bring_back'}_{kind}"):
        if not deleted and isinstance(row, Service):
            stop_if(night_is_there(row))
        row.date_deleted = clock.now() if deleted else None
        row.date_updated = clock.now()
        row.user = viewer.hud_user
        row.save(update_fields=["date_deleted", "date_updated", "user"])
    return row
