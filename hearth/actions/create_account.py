"""Open an account for a person who will log in, at one agency and in one role there."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from hearth.access.roles import roles
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.refusal import NotDone, Problem
from hearth.actions.stamp import own_source
from hearth.records import clock
from hearth.records.models import Account, AgencyRole, HUDUser, Organization
from hearth.records.models.record import Record
from hearth.records.write import change, current


@transaction.atomic
def create_account(
    *,
    by: Viewer | None,
    username: str,
    email: str,
    name: str,
    password: str,
    organization: Organization,
    role: str,
) -> Account:
    """Store the account, the HUD User (5.07) that its entries carry, and its role at the agency.

    `by` is None only for the first account of an instance, which nobody is there to open.

    Raises PermissionDenied without the right or for a first account that is not the first, NotVisible for an agency
    that the viewer does not see, NotDone for a user name, address or password that cannot be used. KeyError for a
    role that does not exist.
    """
    roles()[role]
    _check_right(by, organization)
    with change(by=by.account if by else None, action="create_account"):
        try:
            validate_password(password, Account(username=username, email=email, name=name))
            account = Account.objects.create_account(
                username=username, email=email, name=name, password=password
            )
        except ValidationError as refused:
            raise NotDone([Problem(text, "account/valid") for text in refused.messages]) from refused
        AgencyRole.objects.create(
            account=account,
            organization=organization,
            role=role,
            is_primary=True,
            hud_user=_hud_user(account),
        )
    return account


def _check_right(by: Viewer | None, organization: Organization) -> None:
    if by is None:
        if Account.objects.exists():
            raise PermissionDenied
        return
    if not by.may("manage_accounts"):
        raise PermissionDenied
    if not by.organizations.filter(pk=organization.pk).exists():
        raise NotVisible("There is no such agency.")


def _hud_user(account: Account) -> HUDUser:
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
