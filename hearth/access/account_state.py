"""Whether an account may be used: active, paused after a while without a login, at rest, or closed (CAP-11, A4-A6).

The state is computed from dates each time it is asked, never stored: a night in which no job ran lets nobody in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hearth.access.account_settings import settings_of
from hearth.records import clock
from hearth.records.models import Account

KEYS = ("inactive_after_days", "rest_after_days", "reactivation_hours", "inactive_warning_days")


class State(StrEnum):
    """What an account is."""

    ACTIVE = "active"
    # The owner opens it again, by mail and second factor.
    PAUSED = "paused"
    # The HMIS lead opens it again, with a reason: the person has to be trained anew.
    RESTING = "resting"
    # Deactivated: the person left.
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds, as they hold for one account."""

    inactive_after: timedelta
    rest_after: timedelta
    reactivation: timedelta
    warning_days: tuple[int, ...]


def limits_of(account: Account) -> Limits:
    """Give the thresholds of an account."""
    values = settings_of(account, *KEYS)
    return Limits(
        timedelta(days=values["inactive_after_days"]),
        timedelta(days=values["rest_after_days"]),
        timedelta(hours=values["reactivation_hours"]),
        tuple(sorted(values["inactive_warning_days"])),
    )


def last_used(account: Account) -> datetime:
    """Give when an account was last logged in to; one that never was counts from its opening."""
    return account.last_login or account.created_at


def state_of(account: Account, limits: Limits | None = None) -> State:
    """Give the state that an account is in now."""
    if not account.is_active:
        return State.CLOSED
    limits = limits or limits_of(account)
    now, used = clock.instant(), last_used(account)
    if account.reactivated_at is not None and _was_reactivated(account):
        if now < account.reactivated_at + limits.reactivation:
            return State.ACTIVE
    elif now < used + limits.inactive_after:
        return State.ACTIVE
    return State.PAUSED if now < used + limits.rest_after else State.RESTING


def idle_days(account: Account) -> int:
    """Give the whole days since the last login."""
    return (clock.instant() - last_used(account)).days


def inactive_on(account: Account, limits: Limits) -> datetime:
    """Give when an account becomes inactive unless somebody logs in to it."""
    return last_used(account) + limits.inactive_after


def warning_due(account: Account, limits: Limits) -> int:
    """Give the warning that is due, in days without a login; 0 for none. A night that was missed is made up for."""
    if state_of(account, limits) is not State.ACTIVE or _was_reactivated(account):
        return 0
    return max((days for days in limits.warning_days if days <= idle_days(account)), default=0)


def _was_reactivated(account: Account) -> bool:
    """Whether the account was opened again and not used since."""
    return account.reactivated_at is not None and account.reactivated_at > last_used(account)
