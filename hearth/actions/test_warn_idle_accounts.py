from collections.abc import Callable
from datetime import datetime

import pytest

from hearth.actions.warn_idle_accounts import warn_idle_accounts
from hearth.records import clock
from hearth.records.models import Account, Notice
from tests.community import Community

Later = Callable[..., datetime]


@pytest.fixture
def anna(community: Community) -> Account:
    """Somebody who logged in just now, as everybody else does every day."""
    account = community.personas["intake_worker"]
    account.last_login = clock.instant()
    account.save()
    return account


def told(account: Account) -> list[str]:
    return list(Notice.objects.filter(account=account).order_by("created_at").values_list("event", flat=True))


def others_are_at_work(anna: Account) -> None:
    Account.objects.exclude(pk=anna.pk).update(last_login=clock.instant())


def test_the_owner_is_warned_three_times_then_told_and_nobody_twice(anna: Account, later: Later) -> None:
    counts = []
    for _day in range(32):
        later(days=1)
        others_are_at_work(anna)
        warn_idle_accounts()
        warn_idle_accounts()
        counts.append(len(told(anna)))
    assert (counts[18], counts[19], counts[23], counts[24], counts[27], counts[28], counts[29]) == (
        0,
        1,
        1,
        2,
        2,
        3,
        4,
    )
    assert told(anna) == ["account_inactive_soon"] * 3 + ["account_inactive"]
    assert set(Notice.objects.values_list("account", flat=True)) == {anna.pk}


def test_nights_that_did_not_run_are_made_up_for_by_one_warning(anna: Account, later: Later) -> None:
    later(days=26)
    others_are_at_work(anna)
    warn_idle_accounts()
    assert told(anna) == ["account_inactive_soon"]
    assert Notice.objects.get(account=anna).facts["days"] == "26"


def test_a_login_begins_the_count_anew(anna: Account, later: Later) -> None:
    later(days=20)
    others_are_at_work(anna)
    warn_idle_accounts()
    anna.last_login = later(days=1)
    anna.save(update_fields=["last_login"])
    warn_idle_accounts()
    later(days=20)
    others_are_at_work(anna)
    warn_idle_accounts()
    assert told(anna) == ["account_inactive_soon"] * 2


def test_after_90_days_the_lead_hears_who_must_be_trained_again(
    community: Community, anna: Account, later: Later
) -> None:
    later(days=91)
    others_are_at_work(anna)
    warn_idle_accounts()
    assert told(anna) == ["account_needs_training"]
    assert "somebody_needs_training" in told(community.personas["hmis_lead"])


def test_a_closed_account_is_told_nothing(anna: Account, later: Later) -> None:
    Account.objects.filter(pk=anna.pk).update(is_active=False)
    later(days=25)
    others_are_at_work(anna)
    warn_idle_accounts()
    assert told(anna) == []
