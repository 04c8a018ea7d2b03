"""Whose account a viewer looks after: a manager their own agency's, a lead those of their CoCs.

An account that reaches further than the viewer is theirs to see, not to act on: a manager never closes the lead.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied

from hearth.access import reach
from hearth.access.account_lockout import locked_until
from hearth.access.people import Person, people, person
from hearth.access.roles import NO_ROLE, roles
from hearth.access.second_factor import FACTORS
from hearth.access.viewer import Viewer
from hearth.records.models import Account, AccountAct, AgencyRole, Organization

# Any of these lets somebody see the people who work here.
RIGHTS = ("manage_accounts", "unlock_account", "deactivate_account", "reactivate_account")


@dataclass(frozen=True, slots=True)
class LookedAfter:
    """One person, with what concerns their sign-in."""

    person: Person
    locked_until: datetime | None
    has_second_factor: bool

    @property
    def account(self) -> Account:
        return self.person.account


def may_see_people(viewer: Viewer) -> bool:
    """Say whether the viewer looks after accounts in any way."""
    return any(viewer.may(right) for right in RIGHTS)


def looked_after(viewer: Viewer) -> list[LookedAfter]:
    """Give everybody whose account the viewer looks after, by name. Raises PermissionDenied."""
    found = people(viewer, _right(viewer))
    factors = set(
        Authenticator.objects.filter(
            user__in=[one.account.pk for one in found], type__in=FACTORS
        ).values_list("user_id", flat=True)
    )
    locked = locked_until(one.account for one in found)
    return [LookedAfter(one, locked.get(one.account.pk), one.account.pk in factors) for one in found]


def one_looked_after(viewer: Viewer, account_id: uuid.UUID) -> LookedAfter:
    """Give one of them. Raises PermissionDenied and NotVisible."""
    found = person(viewer, account_id, _right(viewer))
    factors = Authenticator.objects.filter(user_id=account_id, type__in=FACTORS)
    return LookedAfter(found, locked_until([found.account]).get(account_id), factors.exists())


def _right(viewer: Viewer) -> str:
    for right in RIGHTS:
        if viewer.may(right):
            return right
    raise PermissionDenied


def may_act_on(viewer: Viewer, account: Account, right: str) -> bool:
    """Say whether the viewer may do something to an account: with the right, not to themselves, and not upwards.

    Every role of the account must lie within what the viewer reaches; or its owner would lose, by the hand of one
    agency's manager, what another agency or the CoC gave them.
    """
    if not viewer.may(right) or account.pk == viewer.account.pk:
        return False
    return all(_is_within_reach(viewer, row) for row in AgencyRole.objects.filter(account=account))


def _is_within_reach(viewer: Viewer, held: AgencyRole) -> bool:
    if viewer.sees_every_coc:
        return True
    if roles().get(held.role, NO_ROLE).sees in ("community", "coc"):
        return held.coc_id is not None and reach.reaches_coc(viewer, held.coc_id)
    return reach.reaches_organization(viewer, Organization(pk=held.organization_id))


def acts_on(account: Account) -> list[AccountAct]:
    """Give what was done to an account, newest first."""
    return list(AccountAct.objects.filter(account=account).select_related("change", "change__account")[:50])
