"""Give an account a role at an agency, change it, or take it away."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.access.people import person
from hearth.access.role_set import role_set_in_use
from hearth.access.roles import NO_ROLE, Role, roles
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.actions.seats import hud_user_for, seats_at
from hearth.records import guard
from hearth.records.models import Account, AgencyRole, CoC, Organization
from hearth.records.write import change

RIGHT = "manage_accounts"


@transaction.atomic
def grant_role(
    *,
    by: Viewer,
    account_id: uuid.UUID,
    organization: Organization,
    role: str,
    coc_code: str = "",
    is_primary: bool = False,
) -> AgencyRole:
    """Give the account the role there, instead of one that it has there; with `is_primary` it is its main agency.

    Raises PermissionDenied without the right or for a role that gives more than the viewer has, NotVisible for an
    agency, account or CoC that the viewer does not reach, NotDone with one line for a role that is not used here, may
    not be held so, or has no seat left. KeyError for a role that does not exist.
    """
    account = _account(by, account_id)
    wanted = check_role(by, organization, role, coc_code)
    if account.pk == by.account.pk:
        raise _refused(_("Nobody changes their own role. Ask another lead."), "role/not_own")
    # Two who give the last seat at once: the second waits here and then finds it taken.
    guard.everything(Organization, "lock the agency whose seats are counted").select_for_update().get(
        pk=organization.pk
    )
    held = {row.organization_id: row for row in AgencyRole.objects.filter(account=account)}
    if organization.pk in held:
        _check_not_upwards(by, held[organization.pk])
    _check_held_as(wanted, organization, held, is_primary)
    check_seat(wanted, organization, account)
    with change(by=by.account, action="grant_role", why=f"{account.username}: {wanted.key}"):
        if is_primary:
            AgencyRole.objects.filter(account=account, is_primary=True).exclude(
                organization=organization
            ).update(is_primary=False)
        row = held.get(organization.pk) or AgencyRole(
            account=account, organization=organization, hud_user=hud_user_for(account)
        )
        row.role, row.coc_id, row.is_primary = wanted.key, coc_code or None, is_primary
        row.save()
    return row


@transaction.atomic
def take_role_away(*, by: Viewer, account_id: uuid.UUID, organization: Organization) -> None:
    """Take the account's role at the agency away; it works on nothing there from its next page on.

    Raises PermissionDenied without the right there, NotVisible for a role that there is not, NotDone for one's own
    role or for a main agency while there are others.
    """
    account = _account(by, account_id)
    _check_reach(by, organization)
    if account.pk == by.account.pk:
        raise _refused(_("Nobody changes their own role. Ask another lead."), "role/not_own")
    held = {row.organization_id: row for row in AgencyRole.objects.filter(account=account)}
    if organization.pk not in held:
        raise NotVisible("There is no such role.")
    row = held[organization.pk]
    if row.is_primary and len(held) > 1:
        raise _refused(_("Make another agency the main one first."), "role/main_agency")
    _check_not_upwards(by, row)
    with change(by=by.account, action="take_role_away", why=f"{account.username}: {row.role}"):
        row.delete()


def check_role(by: Viewer, organization: Organization, key: str, coc_code: str = "") -> Role:
    """Give the role that a viewer may give at an agency. Raises what `grant_role` raises, but for seats."""
    role = roles()[key]
    _check_reach(by, organization)
    if key not in role_set_in_use().roles:
        raise _refused(_("This role is not among those that this community uses."), "role/of_the_set")
    # Nobody gives rights that they do not have themselves, nor further than they have them.
    if not by.role.rights >= role.rights:
        raise PermissionDenied
    if coc_code and (not CoC.objects.filter(code=coc_code).exists() or not _reaches(by, coc_code)):
        raise NotVisible("There is no such CoC.")
    if role.sees == "coc" and not coc_code:
        raise _refused(_("Say which CoC this role leads."), "role/which_coc")
    if role.sees == "community" and coc_code:
        raise _refused(
            _("This role reaches every CoC. There is another role for the lead of one."), "role/every_coc"
        )
    if role.sees == "community" and not by.sees_every_coc:
        raise PermissionDenied
    return role


def check_seat(role: Role, organization: Organization, account: Account | None = None) -> None:
    """Raise NotDone where all seats of a role at an agency are taken by others."""
    seats = seats_at(role, organization, besides=account)
    if seats.most is not None and seats.taken >= seats.most:
        line = ngettext(
            "%(agency)s has one seat for the role %(role)s, and it is taken.",
            "%(agency)s has %(most)s seats for the role %(role)s, and they are taken.",
            seats.most,
        )
        if seats.most == 0:
            line = _("%(agency)s has no seat for the role %(role)s: there is one for each open program.")
        names = {"agency": organization.organization_name, "role": role.name, "most": seats.most}
        raise _refused(line % names, "role/seats")


def _check_held_as(
    role: Role, organization: Organization, held: dict[uuid.UUID, AgencyRole], is_primary: bool
) -> None:
    others = [row for place, row in held.items() if place != organization.pk]
    main = next((row for row in others if row.is_primary), None)
    if role.held_as == "additional" and is_primary:
        raise _refused(_("This role is given at a further agency only, not at the main one."), "role/held_as")
    if role.held_as in ("primary", "only") and not is_primary:
        raise _refused(_("This role is given at a person's main agency only."), "role/held_as")
    if others and "only" in (role.held_as, *(_role_of(row).held_as for row in others)):
        raise _refused(
            _("Who has a role for a kiosk works for one agency and has no other role."), "role/held_as"
        )
    if not is_primary and main is None:
        raise _refused(_("A person has a main agency first."), "role/main_agency")
    if is_primary and main is not None and _role_of(main).held_as == "primary":
        raise _refused(
            _("Their role at their main agency is given at a main agency only. Change it first."),
            "role/held_as",
        )


def _check_not_upwards(by: Viewer, row: AgencyRole) -> None:
    """Raise PermissionDenied for a role that gives more rights than the viewer has, or reaches further."""
    role = _role_of(row)
    reaches_all = role.sees == "community" and row.coc_id is None
    if (
        not by.role.rights >= role.rights
        or (reaches_all and not by.sees_every_coc)
        or (row.coc_id is not None and not _reaches(by, row.coc_id))
    ):
        raise PermissionDenied


def _role_of(row: AgencyRole) -> Role:
    return roles().get(row.role, NO_ROLE)


def _account(by: Viewer, account_id: uuid.UUID) -> Account:
    """Find an account that the viewer knows, or one without any agency yet."""
    if not by.may(RIGHT):
        raise PermissionDenied
    account = Account.objects.filter(pk=account_id).first()
    if account is not None and not account.agency_roles.exists():
        return account
    return person(by, account_id, RIGHT).account


def _check_reach(by: Viewer, organization: Organization) -> None:
    if not by.may(RIGHT):
        raise PermissionDenied
    alive = guard.everything(Organization, "whether an agency is there").filter(date_deleted=None)
    if not by.may(RIGHT, organization=organization) or not alive.filter(pk=organization.pk).exists():
        raise NotVisible("There is no such agency.")


def _reaches(by: Viewer, coc_code: str) -> bool:
    return by.cocs is None or coc_code in by.cocs


def _refused(line: str, rule: str) -> NotDone:
    return NotDone([Problem(line, rule)])
