"""Services that an agency offers, for tests."""

from datetime import date

from hearth.records.models import ServiceOffered
from hearth.records.write import change
from tests.community import Community

LAST_DAY = date(2026, 1, 31)


def add_ended_offer(community: Community) -> ServiceOffered:
    """Offer case management, as SSVF pays for it, in the rapid re-housing program until LAST_DAY."""
    with change(by=None, action="offer_services") as signed:
        return ServiceOffered.objects.create(
            organization=community.own_agency,
            project=community.rapid,
            category="SSVF",
            name="Case management",
            record_type=144,
            type_provided=2,
            ends_on=LAST_DAY,
            change=signed,
        )
