"""Coming and going is logged with where it came from, without what was typed."""

from django.contrib.auth.signals import user_login_failed
from django.test import Client as Browser
from django.test import RequestFactory
from django.urls import reverse

from hearth.access import account_sessions
from hearth.records.models import SignIn
from tests.community import PASSWORD, Community

AWAY = "192.0.2.44"


def sign_in(name: str, password: str = PASSWORD) -> Browser:
    browser = Browser(REMOTE_ADDR=AWAY)
    browser.post(reverse("account_login"), {"login": name, "password": password})
    return browser


def told() -> list[tuple[str, str | None, str | None]]:
    rows = SignIn.objects.order_by("id").values_list("kind", "account__username", "address")
    return [(str(kind), name, address) for kind, name, address in rows]


def test_a_login_and_the_logout_of_the_same_session_are_logged_with_their_address(
    community: Community,
) -> None:
    browser = Browser(REMOTE_ADDR=AWAY)
    browser.force_login(
        community.personas["intake_worker"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    came = SignIn.objects.get()
    assert came.kind == "login"
    browser.post(reverse("account_logout"))
    went = SignIn.objects.latest("id")
    assert (went.kind, went.account, went.address) == ("logout", came.account, AWAY)
    assert bytes(went.session or b"") == bytes(came.session or b"1")


def test_a_wrong_password_is_logged_under_the_account(community: Community) -> None:
    sign_in("intake_worker", "wrong wrong wrong")
    assert told() == [("failed", "intake_worker", AWAY)]
    assert SignIn.objects.get().name_tried is None


def test_a_name_that_nobody_bears_is_logged_without_the_name(community: Community) -> None:
    sign_in("MyPassword!", "wrong wrong wrong")
    row = SignIn.objects.get()
    assert (row.kind, row.account) == ("failed", None)
    assert row.name_tried is not None and b"assword" not in bytes(row.name_tried)


def test_a_lockout_is_logged(community: Community) -> None:
    for _try in range(4):
        sign_in("intake_worker", "wrong wrong wrong")
    kinds = [kind for kind, name, _address in told() if name == "intake_worker"]
    assert kinds.count("failed") >= 3 and "locked" in kinds


def test_a_wrong_code_of_the_second_step_is_logged_under_the_account(community: Community) -> None:
    request = RequestFactory(REMOTE_ADDR=AWAY).post("/")
    user_login_failed.send(__name__, credentials={"username": "code:intake_worker"}, request=request)
    assert told() == [("failed", "intake_worker", AWAY)]


def test_a_session_that_somebody_else_ended_is_logged(community: Community) -> None:
    account = community.personas["intake_worker"]
    Browser().force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    account_sessions.end_everything(account, account_sessions.Ended.ENDED_BY_MANAGER)
    came, ended = SignIn.objects.order_by("id")
    assert (ended.kind, ended.account) == ("ended", account)
    assert bytes(ended.session or b"") == bytes(came.session or b"1")
