"""Ask for a change of a program's inventory; the HMIS lead approves or declines it (PRODUCT.md G12)."""

import uuid
from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.keep_program import RIGHT, Said, change_inventory_from, columns_of
from hearth.actions.kept_here import stop_if_kept_elsewhere
from hearth.actions.notify import notify
from hearth.actions.refusal import NotDone, Problem, stop_if
from hearth.actions.stamp import born
from hearth.hud.standard import standard
from hearth.records import clock
from hearth.records.models import Inventory, InventoryRequest, Project, RequestState
from hearth.records.program_rows import facts_of
from hearth.records.write import change, current
from hearth.rules.facts import Broken
from hearth.rules.project import at_entry

ASK: Final = "ask_inventory"
REASON: Final = "inventory/request_has_a_reason"


def ask_for_inventory(
    *,
    viewer: Viewer,
    project_id: uuid.UUID,
    inventory_id: uuid.UUID | None,
    said: Said,
    starts_on: date,
    reason: str,
) -> InventoryRequest:
    """Ask that an inventory be changed from a day on, or (without one) that a new one be added.

    What was asked is tried at once and taken back, so that nobody waits for what the rules refuse.
    Raises PermissionDenied, NotVisible, NotDone.
    """
    project = viewer.project(project_id)
    if not viewer.may(ASK, project):
        raise PermissionDenied
    stop_if_kept_elsewhere(project)
    row = _inventory(viewer, project, inventory_id)
    _stop_without(reason)
    proposed = {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}
    with change(by=viewer.account, action="ask_for_inventory", why=reason):
        request = InventoryRequest.objects.create(
            project=project,
            inventory=row,
            proposed=proposed,
            starts_on=starts_on,
            reason=reason,
            asked_by=viewer.account,
            asked_at=clock.instant(),
            change=current(),
        )
        stop_if(_would_break(viewer, request))
    return request


def approve_inventory(*, viewer: Viewer, request_id: uuid.UUID, address: str) -> InventoryRequest:
    """Do what was asked, and tell who asked. Raises PermissionDenied, NotVisible, NotDone."""
    request = request_to_decide(viewer, request_id)
    with change(by=viewer.account, action="approve_inventory"):
        request.inventory = _apply(viewer, request)
        stop_if(at_entry.stops(facts_of(request.project)))
        _decide(viewer, request, RequestState.APPROVED, "")
    _tell(request, address)
    return request


def decline_inventory(
    *, viewer: Viewer, request_id: uuid.UUID, reason: str, address: str
) -> InventoryRequest:
    """Decline with a reason, and tell who asked. Raises PermissionDenied, NotVisible, NotDone."""
    request = request_to_decide(viewer, request_id)
    _stop_without(reason)
    with change(by=viewer.account, action="decline_inventory", why=reason):
        _decide(viewer, request, RequestState.DECLINED, reason)
    _tell(request, address)
    return request


def withdraw_request(*, viewer: Viewer, request_id: uuid.UUID) -> InventoryRequest:
    """Take a request back that still waits. Raises PermissionDenied, NotVisible, NotDone."""
    request = _request(viewer, request_id)
    if not viewer.may(ASK, request.project):
        raise PermissionDenied
    _stop_unless_waiting(request)
    with change(by=viewer.account, action="withdraw_inventory_request"):
        _decide(viewer, request, RequestState.WITHDRAWN, "")
    return request


def request_to_decide(viewer: Viewer, request_id: uuid.UUID) -> InventoryRequest:
    """Give a waiting request that is the viewer's to decide. Raises PermissionDenied, NotVisible, NotDone."""
    request = _request(viewer, request_id)
    if not viewer.may(RIGHT, request.project):
        raise PermissionDenied
    _stop_unless_waiting(request)
    return request


def asked_values(request: InventoryRequest) -> dict[str, Any]:
    """Give what a request asks for, by HUD's columns, with its days as days."""
    columns = standard().files["Inventory"].column
    return {
        name: date.fromisoformat(value) if value and columns[name].type == "date" else value
        for name, value in request.proposed.items()
    }


def _request(viewer: Viewer, request_id: uuid.UUID) -> InventoryRequest:
    rows = viewer.rows(InventoryRequest).filter(pk=request_id)
    request = rows.select_related("project__organization", "inventory", "asked_by", "decided_by").first()
    if request is None:
        raise NotVisible("There is no such request.")
    return request


def _inventory(viewer: Viewer, project: Project, inventory_id: uuid.UUID | None) -> Inventory | None:
    if inventory_id is None:
        return None
    row = viewer.rows(Inventory).filter(pk=inventory_id, project=project).first()
    if row is None:
        raise NotVisible("There is no such inventory.")
    return row


def _apply(viewer: Viewer, request: InventoryRequest) -> Any:
    said = asked_values(request)
    if request.inventory is not None:
        if request.inventory.date_deleted is not None or request.inventory.inventory_end_date is not None:
            text = "The inventory was ended or taken out since: decline the request and ask for a new one."
            stop_if([Broken("inventory/still_there", text)])
        return change_inventory_from(
            viewer=viewer, row=request.inventory, said=said, starts_on=request.starts_on
        )
    made = Inventory(
        project=request.project,
        **columns_of({**said, "InventoryStartDate": request.starts_on}),
        **born(viewer),
    )
    made.save()
    return made


class _TakenBack(Exception):
    """What was tried is undone."""


def _would_break(viewer: Viewer, request: InventoryRequest) -> list[Broken]:
    """Do what is asked, look what the rules say, and undo it. Only inside a change."""
    asked_about, found = request.inventory, []
    try:
        with transaction.atomic():
            _apply(viewer, request)
            found = at_entry.stops(facts_of(request.project))
            raise _TakenBack
    except _TakenBack:
        if asked_about is not None:
            asked_about.refresh_from_db()
    return found


def _decide(viewer: Viewer, request: InventoryRequest, state: RequestState, reason: str) -> None:
    request.state, request.decision_reason = state, reason
    request.decided_by, request.decided_at = viewer.account, clock.instant()
    request.save(update_fields=["state", "decision_reason", "decided_by", "decided_at", "inventory"])


def _tell(request: InventoryRequest, address: str) -> None:
    if request.asked_by_id != request.decided_by_id:
        event = "inventory_approved" if request.state == RequestState.APPROVED else "inventory_declined"
        notify(event, [request.asked_by], address=address, facts={"day": request.starts_on})


def _stop_without(reason: str) -> None:
    if not reason.strip():
        raise NotDone([Problem(_("Say why."), REASON)])


def _stop_unless_waiting(request: InventoryRequest) -> None:
    if request.state != RequestState.WAITING:
        raise NotDone([Problem(_("This request was decided already."), "inventory/still_waits")])
