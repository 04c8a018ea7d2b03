"""Tell people in time that their account will be paused, and that it was; the lead hears of who must be trained again.

Nobody is let in or kept out by this: the state follows from dates (hearth/access/account_state.py). A night that did
not run is made up for by the next, and nobody is told the same twice.
"""

from django.db import transaction

from hearth.access.account_state import (
    Limits,
    State,
    idle_days,
    inactive_on,
    limits_of,
    state_of,
    warning_due,
)
from hearth.actions.notify import notify, usual_receivers
from hearth.records.models import Account, AgencyRole

_SIGN_IN = "/accounts/login/"


def warn_idle_accounts() -> None:
    """Send what is due to every account that is not closed."""
    for account_id in Account.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            account = Account.objects.select_for_update().filter(pk=account_id).first()
            if account is not None:
                _warn(account)


def _warn(account: Account) -> None:
    limits = limits_of(account)
    due = _due(account, limits)
    if due > account.warned_at_days:
        _tell(account, limits)
    if due != account.warned_at_days:
        # Down again, too: a login starts the count anew.
        account.warned_at_days = due
        account.save(update_fields=["warned_at_days"])


def _due(account: Account, limits: Limits) -> int:
    """Give the threshold that was passed last, in days; 0 for none."""
    state = state_of(account, limits)
    if state is State.ACTIVE:
        return warning_due(account, limits)
    return (limits.rest_after if state is State.RESTING else limits.inactive_after).days


def _tell(account: Account, limits: Limits) -> None:
    state, days = state_of(account, limits), idle_days(account)
    if state is State.ACTIVE:
        facts = {"days": days, "on": inactive_on(account, limits).date()}
        notify("account_inactive_soon", [account], address=_SIGN_IN, facts=facts)
    elif state is State.PAUSED:
        notify("account_inactive", [account], address=_SIGN_IN, facts={"days": days})
    else:
        notify("account_needs_training", [account], facts={"days": days})
        agency = AgencyRole.objects.filter(account=account).order_by("-is_primary", "id")
        told = usual_receivers(
            "somebody_needs_training",
            organization_id=agency.values_list("organization_id", flat=True).first(),
            but=account,
        )
        address = f"/people/{account.pk}/"
        notify(
            "somebody_needs_training",
            told,
            address=address,
            facts={"username": account.username, "days": days},
        )
