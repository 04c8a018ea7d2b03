from collections.abc import Callable
from datetime import datetime

from django.test import Client as Browser

from hearth.access.account_sessions import forget_old, live_sessions
from hearth.records.models import Account, LoginSession
from tests.community import Community

Later = Callable[..., datetime]


def test_a_login_whose_browser_was_closed_is_shown_no_longer_than_it_lives(
    community: Community, browser_of: Callable[[Account], Browser], later: Later
) -> None:
    account = community.personas["intake_worker"]
    browser_of(account)
    later(hours=11)
    assert live_sessions(account).count() == 1
    later(hours=1)
    assert live_sessions(account).count() == 0


def test_old_logins_are_ended_and_in_the_end_forgotten(
    community: Community, browser_of: Callable[[Account], Browser], later: Later
) -> None:
    browser_of(community.personas["intake_worker"])
    later(days=1)
    forget_old()
    assert LoginSession.objects.get().ended_at is None
    later(days=2)
    forget_old()
    assert (LoginSession.objects.get().session_key, LoginSession.objects.get().ended_why) == ("", "limit")
    later(days=401)
    forget_old()
    assert not LoginSession.objects.exists()
