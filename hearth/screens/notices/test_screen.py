import re
from collections.abc import Callable

import pytest
from django.test import Client as Browser

from hearth.actions.inbox import choices
from hearth.actions.notify import notify
from hearth.records.models import Account, Mailing, Notice, NoticePreference
from tests.community import Community, viewer_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(community: Community) -> Account:
    return community.personas["intake_worker"]


def page(browser: Browser, address: str) -> str:
    return browser.get(address).content.decode()


def counted(browser: Browser) -> str:
    """The number beside Inbox in the top bar."""
    bar = page(browser, "/").partition("</header>")[0]
    found = re.search(
        r'href="/inbox/".*?(?:<span class="tag">(\d+)<span class="visually-hidden"> unread|</a>)',
        bar,
        re.DOTALL,
    )
    assert found
    return found[1] or ""


def test_the_top_bar_counts_what_is_unread_until_it_is_read(
    community: Community, worker: Account, browser_of: Callable[..., Browser]
) -> None:
    browser = browser_of(worker)
    notify("password_changed", [worker])
    notify("account_released", [worker], address="/account/")
    assert counted(browser) == "2"
    released = Notice.objects.get(event="account_released")
    answer = browser.post(f"/inbox/{released.pk}/")
    assert answer["Location"] == "/account/"
    assert counted(browser) == "1"
    browser.post("/inbox/all-read/")
    assert counted(browser) == ""
    assert not Notice.objects.filter(read_at=None).exists()


def test_what_is_marked_as_read_stays_in_the_inbox_and_leaves_the_unread_ones(
    community: Community, worker: Account, browser_of: Callable[..., Browser]
) -> None:
    browser = browser_of(worker)
    notify("self_check_due", [worker], facts={"on": "2027-01-31"}, about="A-1", address="/self-checks/")
    notice = Notice.objects.get()
    assert browser.post(f"/inbox/{notice.pk}/", {"stay": "yes"})["Location"] == "/inbox/"
    assert "Answer it until 31 Jan 2027" in page(browser, "/inbox/")
    assert "You have read everything" in page(browser, "/inbox/?show=unread")


def test_an_empty_inbox_says_what_will_be_there(
    community: Community, worker: Account, browser_of: Callable[..., Browser]
) -> None:
    assert "Nothing here yet" in page(browser_of(worker), "/inbox/")


def test_a_long_inbox_is_shown_in_pages(
    community: Community, worker: Account, browser_of: Callable[..., Browser]
) -> None:
    for _ in range(30):
        notify("password_changed", [worker])
    assert "Showing 25 of 30" in page(browser_of(worker), "/inbox/")
    assert "Showing 5 of 30" in page(browser_of(worker), "/inbox/?page=2")


def test_nobody_reads_or_marks_the_notices_of_another_account(
    community: Community, worker: Account, browser_of: Callable[..., Browser]
) -> None:
    notify("password_changed", [worker])
    notice = Notice.objects.get()
    browser = browser_of(community.personas["hmis_lead"])
    assert "Your password was changed" not in page(browser, "/inbox/")
    assert browser.post(f"/inbox/{notice.pk}/").status_code == 404
    browser.post("/inbox/all-read/")
    assert Notice.objects.get().read_at is None


def test_a_preference_is_kept_and_followed_from_then_on(
    community: Community, browser_of: Callable[..., Browser]
) -> None:
    lead = community.personas["hmis_lead"]
    browser = browser_of(lead)
    asked = {one.event: one.chosen for one in choices(viewer_for(lead)) if len(one.allowed) > 1}
    answer = browser.post("/inbox/preferences/", asked | {"import_done": "off", "language": "es"})
    assert answer.status_code == 302
    notify("import_done", [lead])
    assert not Notice.objects.exists()
    assert {one.event: one.chosen for one in choices(viewer_for(lead))}["import_done"] == "off"


def test_nobody_is_asked_about_what_cannot_happen_to_them(community: Community, worker: Account) -> None:
    offered = {one.event for one in choices(viewer_for(worker))}
    assert not offered & {"import_done", "export_done", "unusual_activity"}
    assert "password_changed" in offered


@pytest.mark.parametrize(("event", "way"), [("release_withdrawn", "off"), ("import_done", "never")])
def test_a_way_that_an_event_does_not_allow_is_refused_at_the_field(
    community: Community, browser_of: Callable[..., Browser], event: str, way: str
) -> None:
    lead = community.personas["hmis_lead"]
    asked = {one.event: one.chosen for one in choices(viewer_for(lead)) if len(one.allowed) > 1}
    answer = browser_of(lead).post("/inbox/preferences/", asked | {event: way, "language": "en"})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {event}
    assert not NoticePreference.objects.exists()


def test_security_is_told_and_not_asked(
    community: Community, worker: Account, browser_of: Callable[..., Browser]
) -> None:
    shown = page(browser_of(worker), "/inbox/preferences/")
    assert 'name="password_changed"' not in shown
    assert "Your password was changed" in shown


def test_mails_that_failed_are_shown_to_who_runs_this_system_and_to_nobody_else(
    community: Community, worker: Account, browser_of: Callable[..., Browser]
) -> None:
    notify("password_changed", [worker])
    Notice.objects.update(mail_failure="SMTPRecipientsRefused", mail_tries=2, mailing=Mailing.AT_ONCE)
    lead = browser_of(community.personas["hmis_lead"])
    assert "Some mails did not go out" in page(lead, "/inbox/")
    assert "SMTPRecipientsRefused" in page(lead, "/inbox/mails/")
    assert browser_of(worker).get("/inbox/mails/").status_code == 403
    assert "Some mails did not go out" not in page(browser_of(worker), "/inbox/")
