"""Tell who works with a client that a service of the agency's own ends soon (PRODUCT.md H8): each of them once."""

from typing import Any

from hearth.access.services_ending import ending_soon
from hearth.actions.notify import notify, usual_receivers
from hearth.actions.staff_of_stay import staff_of_stay
from hearth.records import clock, guard
from hearth.records.models import Account, LocalService, Notice

_EVENT = "service_ends"


def remind_of_services() -> int:
    """Tell of the services that end within the days that their agency set. Run each night; gives how many notices.

    A service that is prolonged has another last day, and is told of anew before that one.
    """
    told = 0
    rows: Any = guard.everything(LocalService, "which services end soon")
    for service in ending_soon(rows, clock.today()).select_related(
        "client", "change__account", "enrollment__project", "enrollment__change"
    ):
        address, facts = f"/services/own/{service.pk}/", {"on": service.ends_on.isoformat()}
        known = Notice.objects.filter(event=_EVENT, address=address, facts=facts)
        already = set(known.values_list("account", flat=True))
        new = [account for account in _receivers(service) if account.pk not in already]
        if new:
            notify(_EVENT, new, about=service.client.unique_identifier, address=address, facts=facts)
            told += len(new)
    return told


def _receivers(service: Any) -> list[Account]:
    """Give who works with the client in that stay, and who recorded the service."""
    recorder = service.change.account_id
    if service.enrollment is not None:
        return staff_of_stay(_EVENT, service.enrollment, also=recorder)
    usual = usual_receivers(_EVENT, organization_id=service.organization_id)
    return [one for one in usual if one.pk == recorder]
