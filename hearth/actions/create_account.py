"""Open an account for a person who will log in, at one agency and in one role there."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hearth.access.roles import roles
from hearth.access.viewer import Viewer
from hearth.actions.grant_role import check_role, check_seat
from hearth.actions.refusal import NotDone, Problem
from hearth.actions.seats import hud_user_for
from hearth.records.models import Account, AgencyRole, Organization
from hearth.records.write import change


@transaction.atomic
def create_account(
    *,
    by: Viewer | None,
    username: str,
    email: str,
    name: str,
    password: str | None,
    organization: Organization,
    role: str,
    coc_code: str = "",
) -> Account:
    """Store the account, the HUD User (5.07) that its entries carry, and its role at the agency.

    `by` is None only for the first account of an instance, which nobody is there to open. Without a password the
    person chooses one by a link that is mailed to them (hearth/screens/accounts).

    Raises PermissionDenied without the right, for a role that gives more than the viewer has, or for a first account
    that is not the first; NotVisible for an agency that the viewer does not reach; NotDone for a user name, address,
    password or role that cannot be used, or without a seat left. KeyError for a role that does not exist.
    """
    roles()[role]
    _check_right(by, organization, role, coc_code)
    with change(by=by.account if by else None, action="create_account"):
        try:
            if password is not None:
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
            coc_id=coc_code or None,
            is_primary=True,
            hud_user=hud_user_for(account),
        )
    return account


def _check_right(by: Viewer | None, organization: Organization, role: str, coc_code: str) -> None:
    if by is None:
        if Account.objects.exists():
            raise PermissionDenied
        return
    wanted = check_role(by, organization, role, coc_code)
    if wanted.held_as == "additional":
        raise NotDone(
            [Problem(_("This role is given at a further agency only, not at the main one."), "role/held_as")]
        )
    check_seat(wanted, organization)
