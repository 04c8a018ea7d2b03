"""Begin a community in an empty instance: its CoC, and the agency that leads it."""

from django.db import transaction
from django.utils.translation import gettext_noop

from hearth.actions.refusal import stop_if
from hearth.actions.stamp import own_source
from hearth.records import clock
from hearth.records.models import Account, CoC, Organization
from hearth.records.models.record import Record
from hearth.records.write import change, current
from hearth.rules.facts import Broken


@transaction.atomic
def set_up_community(*, coc_code: str, coc_name: str, time_zone: str, lead_agency: str) -> Organization:
    """Store the CoC (2.03) with its time zone and give the lead agency (2.01), for the first account to work for.

    Nobody can be asked for a right yet, so this works only while nobody has an account: raises NotDone afterwards.
    A CoC that an import has met already is given its name and zone.
    """
    if Account.objects.exists():
        stop_if([Broken("community/once", gettext_noop("This instance holds a community already."))])
    CoC.objects.update_or_create(code=coc_code, defaults={"name": coc_name, "time_zone": time_zone})
    with change(by=None, action="set_up_community"):
        now = clock.now()
        return Organization.objects.create(
            source=own_source(),
            hud_id=Record.new_hud_id(),
            change=current(),
            organization_name=lead_agency,
            victim_service_provider=0,
            date_created=now,
            date_updated=now,
        )
