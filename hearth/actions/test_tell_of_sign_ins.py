from allauth.account.signals import password_changed
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client as Browser

from hearth.records.models import Account, Notice
from tests.community import PASSWORD, Community


def told(account: Account) -> list[str]:
    return sorted(Notice.objects.filter(account=account).values_list("event", flat=True))


def sign_in(browser: Browser, password: str = PASSWORD, agent: str = "Firefox") -> None:
    given = {"login": "intake_worker", "password": password}
    browser.post("/accounts/login/", given, headers={"User-Agent": agent})


def test_a_lock_is_told_once_to_its_owner_and_to_who_can_end_it(community: Community, anna: Account) -> None:
    for _try in range(5):
        sign_in(Browser(), "wrong")
    assert told(anna) == ["account_locked"]
    assert told(community.personas["agency_manager"]) == ["somebody_locked"]
    assert told(community.stranger) == []


def test_a_name_that_nobody_bears_tells_nobody(community: Community) -> None:
    for _try in range(4):
        Browser().post("/accounts/login/", {"login": "nobody_here", "password": "wrong"})
    assert not Notice.objects.exists()


def test_a_browser_that_was_not_seen_before_is_told(anna: Account) -> None:
    sign_in(Browser(), agent="Firefox")
    sign_in(Browser(), agent="Firefox")
    assert told(anna) == []
    sign_in(Browser(), agent="Chrome")
    assert told(anna) == ["new_device"]


def test_a_new_password_is_told(anna: Account) -> None:
    password_changed.send(sender=Account, request=None, user=anna)
    assert told(anna) == ["password_changed"]


def test_the_use_of_a_recovery_code_is_told_with_how_many_are_left(anna: Account) -> None:
    TOTP.activate(anna, generate_totp_secret())
    codes = RecoveryCodes.activate(anna).get_unused_codes()
    browser = Browser()
    sign_in(browser)
    browser.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    notice = Notice.objects.get(account=anna, event="recovery_code_used")
    assert notice.facts == {"left": "9"}
