"""Pieces of a client's record for tests: notes, goals, alerts, locations."""

from datetime import date
from typing import Any

from hearth.records.models import Client, ClientAlert, ClientLocation, Goal, Note, Organization
from hearth.records.write import change
from tests.consent import START


def piece_of(model: Any, client: Client, agency: Organization, account: Any, **columns: Any) -> Any:
    """Record one piece of a client's record as an agency would."""
    usual: dict[Any, dict[str, Any]] = {
        Note: {"title": "Call", "on": START, "text": "Spoke.", "written_by": account},
        ClientAlert: {
            "text": "Ask for the blue card",
            "starts_on": START,
            "ends_on": date(2099, 1, 1),
            "raised_by": account,
        },
        ClientLocation: {"kind": "met", "place": "Pier 4", "on": START},
        Goal: {"description": "Find work", "starts_on": START},
    }
    with change(by=account, action="test") as signed:
        return model.objects.create(
            client=client, organization=agency, change=signed, **{**usual.get(model, {}), **columns}
        )
