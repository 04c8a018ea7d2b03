from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from hearth.access.account_state import State, idle_days, limits_of, state_of, warning_due
from hearth.records import clock
from hearth.records.models import Account, Setting
from tests.community import Community

Later = Callable[..., datetime]


@pytest.fixture
def anna(community: Community) -> Account:
    """Somebody who has just logged in."""
    account = community.personas["intake_worker"]
    account.last_login = clock.instant()
    account.save()
    return account


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (0, State.ACTIVE),
        (29.9, State.ACTIVE),
        (30, State.PAUSED),
        (89.9, State.PAUSED),
        (90, State.RESTING),
        (400, State.RESTING),
    ],
)
def test_an_account_is_paused_after_30_days_without_login_and_rests_after_90(
    days: float, state: State, anna: Account, later: Later
) -> None:
    later(days=days)
    assert state_of(anna) is state


def test_an_account_that_nobody_ever_used_counts_from_its_opening(anna: Account, later: Later) -> None:
    Account.objects.filter(pk=anna.pk).update(last_login=None)
    anna.refresh_from_db()
    assert state_of(anna) is State.ACTIVE
    later(days=31)
    assert state_of(anna) is State.PAUSED


def test_a_closed_account_is_closed_whenever_it_was_used(anna: Account) -> None:
    anna.is_active = False
    assert state_of(anna) is State.CLOSED


def test_a_reactivated_account_must_be_used_within_a_day(anna: Account, later: Later) -> None:
    anna.reactivated_at = later(days=45)
    assert state_of(anna) is State.ACTIVE
    later(hours=23.9)
    assert state_of(anna) is State.ACTIVE
    later(hours=0.1)
    assert state_of(anna) is State.PAUSED


def test_one_reactivated_after_a_rest_and_not_used_rests_again(anna: Account, later: Later) -> None:
    anna.reactivated_at = later(days=120)
    assert state_of(anna) is State.ACTIVE
    later(hours=24)
    assert state_of(anna) is State.RESTING


def test_a_login_after_a_reactivation_counts_30_days_again(anna: Account, later: Later) -> None:
    anna.reactivated_at = later(days=45)
    anna.last_login = later(hours=1)
    later(days=29)
    assert state_of(anna) is State.ACTIVE


@pytest.mark.parametrize(
    ("days", "due"), [(19.9, 0), (20, 20), (24.9, 20), (25, 25), (29, 29), (29.9, 29), (30, 0)]
)
def test_warnings_are_due_at_20_25_and_29_days(days: float, due: int, anna: Account, later: Later) -> None:
    later(days=days)
    assert warning_due(anna, limits_of(anna)) == due


def test_an_agency_has_thresholds_of_its_own(community: Community, anna: Account, later: Later) -> None:
    values: dict[str, Any] = {"inactive_after_days": 60, "inactive_warning_days": [50]}
    for key, value in values.items():
        Setting.objects.create(key=key, value=value, organization=community.own_agency)
        Setting.objects.create(
            key=key, value=[1] if isinstance(value, list) else 5, organization=community.other_agency
        )
    later(days=55)
    assert (state_of(anna), idle_days(anna)) == (State.ACTIVE, 55)
    assert warning_due(anna, limits_of(anna)) == 50
