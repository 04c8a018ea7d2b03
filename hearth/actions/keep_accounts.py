"""Look after other people's accounts: unlock, close, open again, end sessions, take a lost second factor away.

Every act asks for its right and for reach (hearth/access/account_people.py), leaves a line with who and why, and is
told to the person whose account it is.
"""

import uuid

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_noop

from hearth.access.account_lockout import release
from hearth.access.account_people import may_act_on
from hearth.access.account_sessions import Ended, end, end_everything, not_ended
from hearth.access.account_state import State, idle_days, limits_of, state_of
from hearth.access.trusted_devices import forget_all
from hearth.access.viewer import Viewer
from hearth.actions.about_account import acting_on
from hearth.actions.notify import notify, usual_receivers
from hearth.actions.refusal import stop_if
from hearth.records import clock
from hearth.records.models import Account, AgencyRole
from hearth.rules.facts import Broken


def unlock_account(*, by: Viewer, account: Account) -> None:
    """Open a sign-in again that failed too often. Raises PermissionDenied."""
    _check(by, account, "unlock_account")
    with acting_on(account, "unlock_account", by=by.account):
        release(account)
        notify("account_released", [account])


def release_by_second_factor(*, account: Account) -> None:
    """Open one's own sign-in again. The caller has seen the second factor."""
    with acting_on(account, "unlock_account", by=account):
        release(account)
        notify("account_released", [account])


def deactivate_account(*, by: Viewer, account: Account, why: str) -> None:
    """Close the account of who has left; sessions, trusted devices, links and tokens end with it (CAP-12, B15).

    Raises PermissionDenied, and NotDone without a reason.
    """
    _check(by, account, "deactivate_account")
    _needs_reason(why)
    with acting_on(account, "deactivate_account", by=by.account, why=why):
        account.is_active = False
        account.save(update_fields=["is_active"])
        end_everything(account, Ended.CLOSED)
        notify("account_deactivated", [account])


def reactivate_account(*, by: Viewer, account: Account, why: str) -> None:
    """Open a paused, resting or closed account again, with a reason; it must then be used within a while (A4-A6).

    Raises PermissionDenied, and NotDone without a reason or for an account that is active.
    """
    _check(by, account, "reactivate_account")
    _needs_reason(why)
    stop_if(_if_active(account))
    with acting_on(account, "reactivate_account", by=by.account, why=why):
        _open_again(account)


def reactivate_own_account(*, account: Account) -> None:
    """Open one's own paused account again. The caller has seen the mailed link and the second factor.

    Raises NotDone for one that is not paused: after a long rest only the lead opens it, a closed one stays closed.
    """
    if state_of(account) is not State.PAUSED:
        stop_if([Broken("account/paused", gettext_noop("This account cannot be opened again by yourself."))])
    days = idle_days(account)
    with acting_on(account, "reactivate_account", by=account):
        _open_again(account)
        told = usual_receivers("somebody_reactivated", organization_id=_main_agency(account), but=account)
        notify("somebody_reactivated", told, facts={"username": account.username, "days": days})


def end_sessions(*, by: Viewer, account: Account) -> int:
    """End all logins of somebody else, and the trust in their devices. Raises PermissionDenied. Gives how many."""
    _check(by, account, "deactivate_account")
    with acting_on(account, "end_sessions", by=by.account):
        ended = end_everything(account, Ended.ENDED_BY_MANAGER)
        notify("session_ended", [account])
    return ended


def end_own_sessions(*, account: Account, but_key: str) -> int:
    """End one's own other logins. Gives how many."""
    return end(not_ended(account).exclude(session_key=but_key), Ended.ENDED_BY_SELF)


def take_second_factor_away(*, by: Viewer, account: Account, why: str) -> None:
    """Take a lost second factor away, so that its owner can set up another. Raises PermissionDenied, NotDone."""
    _check(by, account, "manage_accounts")
    _needs_reason(why)
    with acting_on(account, "take_second_factor_away", by=by.account, why=why):
        Authenticator.objects.filter(user_id=account.pk).delete()
        forget_all(account)
        end_everything(account, Ended.ENDED_BY_MANAGER)
        notify("second_step_removed", [account])


def _open_again(account: Account) -> None:
    account.is_active, account.reactivated_at, account.warned_at_days = True, clock.instant(), 0
    account.save(update_fields=["is_active", "reactivated_at", "warned_at_days"])
    hours = int(limits_of(account).reactivation.total_seconds() // 3600)
    notify("account_reactivated", [account], facts={"hours": hours})


def _if_active(account: Account) -> list[Broken]:
    if state_of(account) is State.ACTIVE:
        return [Broken("account/not_active", gettext_noop("This account is active already."))]
    return []


def _check(by: Viewer, account: Account, right: str) -> None:
    if not may_act_on(by, account, right):
        raise PermissionDenied


def _needs_reason(why: str) -> None:
    if not why.strip():
        stop_if([Broken("account/reason", gettext_noop("Write why. It stays with the account."))])


def _main_agency(account: Account) -> uuid.UUID | None:
    rows = AgencyRole.objects.filter(account=account).order_by("-is_primary", "id")
    return rows.values_list("organization_id", flat=True).first()
