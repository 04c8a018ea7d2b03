"""End the services that go on when a stay ends (PRODUCT.md K3): daily and long-term ones of the agency's own."""

import uuid
from collections.abc import Mapping
from datetime import date

from hearth.records import guard
from hearth.records.models import Delivery, Enrollment, LocalService

# HUD's services have one day each: none of them goes on.
LASTING = (Delivery.DAILY, Delivery.LONG)


def end_services(*, enrollment: Enrollment, on: date, days: Mapping[uuid.UUID, date] | None = None) -> None:
    """Give each service of the stay that still goes on its last day: that of `days`, or the day of exit.

    For every act that ends an enrollment (an exit by hand, the nightly one). Only inside a change; who may, the act
    that ends it has asked. A day outside the service's first day and the exit is moved to the nearer of them.
    """
    rows = guard.everything(LocalService, "what is still given to who leaves").filter(
        enrollment=enrollment.pk, ends_on=None, offered__delivery__in=LASTING, date_deleted=None
    )
    for service in rows.select_for_update(of=("self",)):
        asked = (days or {}).get(service.pk, on)
        service.ends_on = max(service.starts_on, min(asked, on))
        service.save(update_fields=["ends_on"])
