"""Pieces of a client's record for the world of permission tests: notes of several people, a file, a location."""

import uuid
from datetime import date
from typing import Any

from hearth.access.viewer import Viewer
from hearth.actions.keep_file import keep
from hearth.actions.keep_location import Located, keep_location
from hearth.actions.set_goal import Aim, set_goal
from hearth.actions.stamp import born
from hearth.actions.write_note import Written, write_note
from hearth.records.models import Account, LocalService, Service, ServiceOffered
from hearth.records.write import change
from tests.community import viewer_for

_ON = date(2026, 1, 10)
_WRITERS = ("intake_worker", "agency_manager", "hmis_lead")


def own_pieces_of(people: dict[str, Account], client: Any) -> dict[str, Any]:
    """Store the pieces and give what addresses are filled with; a note to edit is each writer's own."""
    notes = {who: _note(people[who], client) for who in _WRITERS}
    return pieces_of(people["intake_worker"], client) | {
        "deleted:kind": "note",
        "note_id": lambda who: notes.get(who, uuid.uuid4()),
    }


def pieces_of(account: Account, client: Any) -> dict[str, Any]:
    """Store the pieces that one account keeps of a client."""
    worker = viewer_for(account)
    located = Located(kind="met", on=_ON, zip_code="95814")
    return {
        "piece_id": _note(account, client),
        "note_id": _note(account, client),
        "file_id": keep(worker, client, b"%PDF-1.7 lease", "lease.pdf").pk,
        "location_id": keep_location(viewer=worker, client=client, located=located).pk,
        **_of_the_stay(worker, client),
    }


def _note(account: Account, client: Any) -> uuid.UUID:
    written = Written("A call", "Spoke with the landlord.", _ON)
    return write_note(viewer=viewer_for(account), client=client, written=written).pk


def _of_the_stay(worker: Viewer, client: Any) -> dict[str, Any]:
    """Store what is recorded in the client's first stay."""
    stay: Any = worker.enrollments.filter(client=client).order_by("entry_date").first()
    known = {"enrollment": stay, "client": client}
    with change(by=worker.account, action="record_service"):
        night = Service(
            date_provided=stay.entry_date, record_type=200, type_provided=200, **known, **born(worker)
        )
        night.save()
    goal = set_goal(viewer=worker, enrollment=stay, aim=Aim("A place of her own", stay.entry_date))
    return {"goal_id": goal.pk, "service_id": night.pk, "local_service_id": _own_service(worker, stay)}


def _own_service(worker: Viewer, stay: Any) -> uuid.UUID:
    """Store a service of the agency's own, given in a stay."""
    with change(by=worker.account, action="record_local_service") as signed:
        agency = {"organization": worker.organization, "change": signed}
        offered = ServiceOffered.objects.create(category="Help", name=f"Bus pass {uuid.uuid4()}", **agency)
        given = LocalService(
            client=stay.client, enrollment=stay, offered=offered, starts_on=stay.entry_date, **agency
        )
        given.save(force_insert=True)
    return given.pk
