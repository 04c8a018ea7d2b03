"""The people who work here, for who looks after their accounts: a manager's own agency, a lead's CoCs.

An account that reaches further than the viewer is theirs to see, not to act on: a manager never closes the lead.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from hearth.access import reach
from hearth.access.account_lockout import locked_until
from hearth.access.account_state import State, last_used, limits_of, state_of
from hearth.access.roles import NO_ROLE, roles
from hearth.access.second_factor import FACTORS
from hearth.access.viewer import NotVisible, Viewer
from hearth.records.models import Account, AccountAct, AgencyRole, Organization

# Any of these lets somebody see the people who work here.
RIGHTS = ("manage_accounts", "unlock_account", "deactivate_account", "reactivate_account")


@dataclass(frozen=True, slots=True)
class Person:
    """One account, as the list shows it."""

    account: Account
    roles: tuple[str, ...]
    state: State
    locked_until: datetime | None
    last_used: datetime | None
    has_second_factor: bool


def may_see_people(viewer: Viewer) -> bool:
    """Say whether the viewer looks after accounts in any way."""
    return any(viewer.may(right) for right in RIGHTS)


def accounts_of(viewer: Viewer) -> "QuerySet[Account]":
    """Give the accounts that work at the agencies which the viewer sees; for a whole-instance role, all of them."""
    if not may_see_people(viewer):
        return Account.objects.none()
    if viewer.sees_community and viewer.cocs is None:
        return Account.objects.all()
    own = Q(agency_roles__organization__in=list(viewer.organizations.values_list("pk", flat=True)))
    return Account.objects.filter(own).distinct()


def people_of(viewer: Viewer, accounts: Iterable[Account]) -> list[Person]:
    """Give accounts as the list shows them."""
    found = list(accounts)
    factors = set(
        Authenticator.objects.filter(user__in=found, type__in=FACTORS).values_list("user_id", flat=True)
    )
    named: dict[uuid.UUID, list[str]] = {}
    visible = dict(viewer.organizations.values_list("pk", "organization_name"))
    for row in AgencyRole.objects.filter(account__in=found).order_by("-is_primary", "id"):
        if row.organization_id in visible:
            role = roles().get(row.role, NO_ROLE)
            named.setdefault(row.account_id, []).append(f"{role.name}, {visible[row.organization_id]}")
    return [
        Person(
            account=account,
            roles=tuple(named.get(account.pk, ())),
            state=state_of(account, limits_of(account)),
            locked_until=locked_until(account),
            last_used=last_used(account) if account.last_login else None,
            has_second_factor=account.pk in factors,
        )
        for account in found
    ]


def account_for(viewer: Viewer, account_id: uuid.UUID) -> Account:
    """Give an account that the viewer looks after. Raises NotVisible."""
    account = accounts_of(viewer).filter(pk=account_id).first()
    if account is None:
        raise NotVisible("There is no such account.")
    return account


def may_act_on(viewer: Viewer, account: Account, right: str) -> bool:
    """Say whether the viewer may do something to an account: with the right, not to themselves, and not upwards.

    Every role of the account must lie within what the viewer reaches; or its owner would lose, by the hand of one
    agency's manager, what another agency or the CoC gave them.
    """
    if not viewer.may(right) or account.pk == viewer.account.pk:
        return False
    held = AgencyRole.objects.filter(account=account)
    return all(_is_within_reach(viewer, row) for row in held)


def _is_within_reach(viewer: Viewer, held: AgencyRole) -> bool:
    if viewer.sees_community and viewer.cocs is None:
        return True
    role = roles().get(held.role, NO_ROLE)
    if role.sees == "community" and held.coc_id is None:
        return False
    if role.sees in ("community", "coc"):
        return held.coc_id is not None and reach.reaches_coc(viewer, held.coc_id)
    organization = Organization(pk=held.organization_id)
    return reach.reaches_organization(viewer, organization)


def acts_on(account: Account) -> list[AccountAct]:
    """Give what was done to an account, newest first."""
    return list(AccountAct.objects.filter(account=account).select_related("change", "change__account")[:50])
