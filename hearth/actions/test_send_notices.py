from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from hearth.actions.notice_events import EVENTS
from hearth.actions.notify import notify
from hearth.actions.send_notices import TRIES, mails_that_failed, send_at_once, send_digests
from hearth.records.models import Account, Mailing, MailLanguage, Notice, NoticePreference
from tests.community import Community, add_client
from tests.identifiers import without_identifiers

pytestmark = pytest.mark.django_db

SEVEN = datetime(2026, 11, 22, 7, 10)


@pytest.fixture
def worker(community: Community) -> Account:
    return community.personas["intake_worker"]


class Refusing:
    """A mail server that refuses, and quotes the address while doing so."""

    def __init__(self, *_given: Any, **_more: Any) -> None:
        pass

    def send_messages(self, messages: Any) -> int:
        raise OSError(f"refused {messages[0].to}")


def test_a_notice_to_be_mailed_at_once_is_mailed_once(worker: Account) -> None:
    notify("account_inactive_soon", [worker], facts={"days": 20, "on": "2026-12-02"}, address="/account/")
    assert (send_at_once(), send_at_once()) == (1, 0)
    [sent] = mail.outbox
    assert sent.to == [worker.email]
    assert sent.subject == "[Hearth] Log in soon to keep your account active"
    assert "On 2 Dec 2026 your account becomes inactive." in sent.body
    assert "http://localhost/account/" in sent.body


def test_what_waits_for_the_digest_goes_out_in_one_mail_at_its_hour(worker: Account) -> None:
    for _ in range(3):
        notify("log_review_due", [worker], facts={"on": "2027-01-01"})
    assert send_digests(SEVEN - timedelta(hours=1)) == 0
    assert (send_digests(SEVEN), send_digests(SEVEN)) == (1, 0)
    [sent] = mail.outbox
    assert sent.subject == "[Hearth] 3 notices"
    assert sent.body.count("Review the access log") == 3
    assert send_at_once() == 0


def test_a_mail_is_written_in_the_language_that_the_account_chose(worker: Account) -> None:
    MailLanguage.objects.create(account=worker, language="es")
    notify("password_changed", [worker])
    send_at_once()
    assert mail.outbox[0].subject == "[Hearth] Se cambió su contraseña"


def test_no_mail_of_any_event_has_a_clients_name(community: Community, worker: Account) -> None:
    rosa = add_client(community, "Rosalinda", "Quetzal", ssn="123-45-6789")
    everything = dict.fromkeys(("days", "hours", "count", "left", "places"), 3) | {
        "on": "2026-12-02",
        "since": "2026-05-03",
        "day": "2026-11-05",
        "opens": "2026-11-01",
        "closes": "2026-12-31",
        "username": worker.username,
    }
    for event in EVENTS:
        NoticePreference.objects.create(
            account=worker, event=event, is_in_inbox=True, mailing=Mailing.AT_ONCE
        )
        notify(
            event,
            [worker],
            about=rosa.unique_identifier,
            address=f"/clients/{rosa.pk}/",
            facts=everything,
        )
    assert send_at_once() == len(EVENTS)
    written = "".join(f"{sent.subject}{sent.body}" for sent in mail.outbox)
    assert rosa.unique_identifier in written
    for secret in ("Rosalinda", "Quetzal", "6789"):
        assert secret not in without_identifiers(written)


def test_a_mail_that_fails_is_tried_again_then_given_up_and_told_to_who_runs_this_system(
    community: Community, worker: Account, settings: Any
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    notify("password_changed", [worker])
    for _ in range(TRIES):
        assert send_at_once() == 0
        assert send_at_once() == 0, "it is not tried again at once"
        Notice.objects.filter(event="password_changed").update(mail_next_try_at=timezone.now())
    failed = mails_that_failed().get()
    assert (failed.mail_tries, failed.mail_failure) == (TRIES, "OSError"), "never the server's words"
    assert failed.mail_given_up_at is not None
    told = Notice.objects.filter(event="mail_given_up")
    assert {one.account.username for one in told} >= {"hmis_lead"}
    assert {one.mailing for one in told} == {Mailing.NONE}


def test_a_mail_that_failed_once_goes_out_when_the_server_is_back(worker: Account, settings: Any) -> None:
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Refusing"
    notify("password_changed", [worker])
    send_at_once()
    settings.EMAIL_BACKEND = works
    Notice.objects.update(mail_next_try_at=timezone.now())
    assert send_at_once() == 1
    assert not mails_that_failed().exists()
