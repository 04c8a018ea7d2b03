"""Tell who recorded a service of the agency's own that it ends soon (PRODUCT.md H8): once, so many days before."""

from typing import Any

from hearth.actions.notify import notify
from hearth.records import clock, guard
from hearth.records.models import LocalService, Notice

_EVENT = "service_ends"
# No agency asks to be told earlier than this.
_EARLIEST_DAYS = 366


def remind_of_services() -> int:
    """Tell of the services that end within the days that their agency set. Run each night; gives how many."""
    told, today = 0, clock.today()
    rows: Any = guard.everything(LocalService, "which services end soon").filter(
        date_deleted=None,
        client__date_deleted=None,
        ends_on__gte=today,
        offered__expiry_notice_days__isnull=False,
        change__account__is_active=True,
    )
    for service in rows.select_related("client", "offered", "change__account").order_by("ends_on", "pk"):
        left = (service.ends_on - today).days
        if left > min(service.offered.expiry_notice_days, _EARLIEST_DAYS):
            continue
        address, facts = f"/clients/{service.client_id}/services/", {"on": service.ends_on.isoformat()}
        account = service.change.account
        about = {"event": _EVENT, "address": address, "facts": facts, "account": account}
        if not Notice.objects.filter(**about).exists():
            about_client = service.client.unique_identifier
            notify(_EVENT, [account], about=about_client, address=address, facts=facts)
            told += 1
    return told
