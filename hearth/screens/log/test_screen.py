import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.log import log_reading, log_sign_in
from hearth.access.log_seals import seal_log
from hearth.records.models import Account, LogAlert, LogReview, SignIn
from tests.community import COC_CODE, Community, add_account, add_client, viewer_for

PAGES = ("alerts", "readings", "logins", "reviews", "seals")


@pytest.fixture
def lead(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["hmis_lead"])


@pytest.fixture
def coc_lead(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["coc_lead"])


def text(browser: Browser, name: str, *args: Any, **query: str) -> str:
    answer = browser.get(reverse(f"log:{name}", args=args), query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def an_alert(community: Community, **values: Any) -> LogAlert:
    made = {
        "kind": "night_export",
        "account": community.personas["intake_worker"],
        "organization": community.own_agency,
        "day": date(2026, 3, 10),
        "facts": {"exports": 2},
    }
    return LogAlert.objects.create(**made | values)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_log_with_nothing_in_it_says_so(lead: Browser, name: str) -> None:
    empty = {
        "alerts": "Nothing to look into",
        "readings": "No looks",
        "logins": "No logins",
        "reviews": "Not reviewed yet",
        "seals": "Nothing is sealed yet",
    }
    SignIn.objects.all().delete()
    assert empty[name] in text(lead, name)


@pytest.mark.parametrize("name", PAGES)
def test_who_may_not_see_the_log_is_told_so(
    community: Community, browser_of: Callable[[Account], Browser], name: str
) -> None:
    manager = browser_of(community.personas["agency_manager"])
    assert manager.get(reverse(f"log:{name}")).status_code == 403
    assert reverse("log:alerts") not in manager.get("/").content.decode()


def test_an_alert_is_looked_at_and_closed_with_a_note(community: Community, lead: Browser) -> None:
    alert = an_alert(community)
    assert "2 exports." in text(lead, "alerts")
    address = reverse("log:alert", args=[alert.pk])
    assert "Please answer this." in lead.post(address, {"note": ""}).content.decode()
    assert lead.post(address, {"note": "Asked her: a deadline."}).status_code == 302
    assert "Nothing to look into" in text(lead, "alerts")
    assert "closed by Hmis Lead Persona" in text(lead, "alerts", show="closed")
    assert "Asked her: a deadline." in text(lead, "alert", alert.pk)


def test_an_alert_shows_what_was_looked_at_that_day(community: Community, lead: Browser) -> None:
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    viewer = viewer_for(community.personas["intake_worker"])
    log_reading(viewer, "record", rosa)
    alert = an_alert(community, kind="same_surname", facts={}, client=rosa, day=viewer.today)
    page = text(lead, "alert", alert.pk)
    assert "Rosa Example" in page and "Client&#x27;s record" in page


def test_the_lead_of_one_coc_sees_nothing_of_another(
    community: Community, coc_lead: Browser, browser_of: Callable[[Account], Browser]
) -> None:
    own = an_alert(community)
    elsewhere = add_account("elsewhere_lead", community.other_agency, "coc_lead")
    log_reading(viewer_for(community.personas["intake_worker"]), "search", how_many=3)
    log_sign_in(SignIn.Kind.LOGIN, community.personas["intake_worker"], address="192.0.2.1")
    other = browser_of(elsewhere)
    assert "Intake Worker Persona" in text(coc_lead, "alerts")
    assert other.get(reverse("log:alert", args=[own.pk])).status_code == 404
    for name in ("alerts", "readings", "logins"):
        assert "Intake Worker Persona" not in text(other, name)


def test_readings_are_found_by_person_and_time(community: Community, lead: Browser) -> None:
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    viewer = viewer_for(community.personas["intake_worker"])
    log_reading(viewer, "record", rosa)
    log_reading(viewer, "search", detail="ssn", words="123-45-6789", how_many=1)
    log_reading(viewer_for(community.stranger), "search", detail="name", how_many=0)
    page = text(lead, "readings", person="Intake_Worker", first=viewer.today.isoformat())
    assert "Rosa Example" in page and "Search by SSN, 1 found" in page
    assert "123-45" not in page and "Stranger" not in page
    for nothing in ({"person": "nobody"}, {"last": "2020-01-01"}):
        assert "No looks" in text(lead, "readings", **nothing)


def test_logins_show_their_addresses_and_tries_of_nobody(community: Community, lead: Browser) -> None:
    log_sign_in(SignIn.Kind.FAILED, None, address="192.0.2.66", name_tried="MyPassword!")
    page = text(lead, "logins")
    assert "192.0.2.66" in page and "a name that nobody bears" in page
    assert "MyPassword" not in page


def test_a_review_is_recorded_and_the_next_is_announced(community: Community, lead: Browser) -> None:
    today = viewer_for(community.personas["hmis_lead"]).today.isoformat()
    sent = {"coc": COC_CODE, "first": "2026-01-01", "last": today, "found": "Nothing unusual"}
    assert lead.post(reverse("log:reviews"), sent | {"found": ""}).status_code == 200
    assert not LogReview.objects.exists()
    assert lead.post(reverse("log:reviews"), sent).status_code == 302
    page = text(lead, "reviews")
    assert "Nothing unusual" in page and "the next review is due on" in page


def test_the_page_of_the_seals_says_how_far_the_log_is_sealed(community: Community, lead: Browser) -> None:
    log_reading(viewer_for(community.personas["intake_worker"]), "search")
    seal_log()
    assert "Last sealed" in text(lead, "seals")
