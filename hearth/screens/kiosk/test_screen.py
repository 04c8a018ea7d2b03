"""The kiosk says "Checked in" and a number; it tells nobody who anybody is, and can do nothing else."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.actions.grant_role import grant_role
from hearth.actions.refusal import NotDone
from hearth.records import clock, guard
from hearth.records.models import Account, Service
from tests.community import Community, add_client, add_enrollment, viewer_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "instant", lambda: datetime(2026, 11, 29, 5, 0, tzinfo=UTC))


@pytest.fixture
def tablet(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["kiosk"])


@pytest.fixture
def address(community: Community) -> str:
    return reverse("kiosk:kiosk", args=[community.shelter.pk])


@pytest.fixture
def rosa(community: Community) -> Any:
    person = add_client(community, "Rosa", "Example")
    return add_enrollment(community, person, community.shelter, date(2026, 1, 5))


def scan(tablet: Browser, address: str, identifier: str, tap: Any = None) -> Any:
    sent = {"identifier": identifier, "tap": str(tap or uuid.uuid4())}
    return tablet.post(address, sent, headers={"X-Tap": "1"}).json()


def test_from_home_a_kiosk_is_led_to_its_box(tablet: Browser, address: str) -> None:
    assert tablet.get("/", follow=True).redirect_chain[-1][0] == address
    assert tablet.get("/clients/").status_code == 403
    assert tablet.get("/inbox/").status_code == 403


def test_a_scan_says_checked_in_and_the_number_and_nothing_of_anybody(
    tablet: Browser, address: str, rosa: Any
) -> None:
    tap = uuid.uuid4()
    told = {"done": True, "said": "Checked in", "count": 1}
    for _again in range(2):
        assert scan(tablet, address, rosa.client.unique_identifier.lower(), tap) == told
    assert scan(tablet, address, rosa.client.unique_identifier) == told
    page = tablet.get(address).content.decode()
    assert "Rosa" not in page and rosa.client.unique_identifier not in page
    night = guard.everything(Service, "test").get()
    assert (night.date_provided, night.enrollment_id) == (date(2026, 11, 28), rosa.pk)


def test_an_unknown_number_and_somebody_who_is_not_enrolled_are_answered_alike(
    community: Community, tablet: Browser, address: str
) -> None:
    elsewhere = add_enrollment(
        community, add_client(community, "Noor", "Far"), community.other_program, date(2026, 1, 5)
    )
    answers = [scan(tablet, address, one) for one in ("NOBODY123", elsewhere.client.unique_identifier)]
    assert (
        answers[0]
        == answers[1]
        == {
            "done": False,
            "said": "This did not work. Please ask at the desk.",
            "count": 0,
        }
    )


def test_without_javascript_the_page_says_it(tablet: Browser, address: str, rosa: Any) -> None:
    sent = {"identifier": rosa.client.unique_identifier, "on": "2026-11-28"}
    assert "Checked in" in tablet.post(address, sent, follow=True).content.decode()
    assert "ask at the desk" in tablet.post(address, {"identifier": "X"}, follow=True).content.decode()


def test_a_kiosks_account_works_for_no_other_agency(community: Community) -> None:
    lead, kiosk = viewer_for(community.personas["hmis_lead"]), community.personas["kiosk"]
    with pytest.raises(NotDone, match="kiosk"):
        grant_role(by=lead, account_id=kiosk.pk, organization=community.other_agency, role="intake_worker")
    worker = community.personas["intake_worker"]
    with pytest.raises(NotDone):
        grant_role(by=lead, account_id=worker.pk, organization=community.other_agency, role="kiosk")
