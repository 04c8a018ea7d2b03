"""How many accounts hold a role at an agency, and how many may."""

from typing import NamedTuple

from hearth.access.roles import Role
from hearth.actions.stamp import own_source
from hearth.records import clock, guard
from hearth.records.models import Account, AgencyRole, HUDUser, Organization, Project
from hearth.records.models.record import Record
from hearth.records.write import current


class Seats(NamedTuple):
    """The seats of a role at an agency that others have, and how many there are (None: any number)."""

    taken: int
    most: int | None


def seats_at(role: Role, organization: Organization, *, besides: Account | None = None) -> Seats:
    """Count the seats that active accounts take, but for one account's own."""
    holders = AgencyRole.objects.filter(
        organization_id=organization.pk, role=role.key, account__is_active=True
    ).exclude(account=besides)
    return Seats(holders.count(), most_seats(role, organization))


def most_seats(role: Role, organization: Organization) -> int | None:
    """Give how many seats a role has at an agency: any number (None), one, or one for each open program."""
    if role.seats == "unlimited":
        return None
    if role.seats == "one":
        return 1
    today = clock.today()
    programs = guard.everything(Project, "how many programs an agency has").filter(
        organization=organization.pk, date_deleted=None
    )
    ends = programs.values_list("operating_end_date", flat=True)
    return sum(1 for end in ends if end is None or end >= today)


def hud_user_for(account: Account) -> HUDUser:
    """Store the HUD User (5.07) that an account's entries at one more agency carry. Only inside a change."""
    first, _space, last = account.name.partition(" ")
    now = clock.now()
    return HUDUser.objects.create(
        source=own_source(),
        hud_id=Record.new_hud_id(),
        change=current(),
        user_first_name=first[:50],
        user_last_name=last[:50] or None,
        user_email=account.email,
        date_created=now,
        date_updated=now,
    )
