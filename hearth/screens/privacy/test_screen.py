from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client as Browser

from hearth.records import guard
from hearth.records.models import (
    Account,
    Client,
    EmergencyOpening,
    Enrollment,
    Notice,
    Organization,
    Project,
    Reading,
    SharingRule,
)
from hearth.records.write import change
from tests.community import (
    Community,
    add_client,
    add_enrollment,
    add_exit,
    add_household,
    add_release,
    viewer_for,
)

START = date(2026, 1, 5)
BrowserOf = Callable[[Account], Browser]


@pytest.fixture
def worker(community: Community, browser_of: BrowserOf) -> Browser:
    return browser_of(community.personas["intake_worker"])


@pytest.fixture
def stranger(community: Community, browser_of: BrowserOf) -> Browser:
    return browser_of(community.stranger)


@pytest.fixture
def rosa(community: Community) -> Client:
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12), ssn="123-45-6789")
    add_enrollment(community, rosa, community.shelter, START)
    return rosa


def text_of(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def said_by(answer: Any) -> str:
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))


def test_who_may_only_read_is_offered_nothing_to_change(
    community: Community, browser_of: BrowserOf, rosa: Client
) -> None:
    reader = browser_of(community.personas["reporting_only"])
    address = f"/clients/{rosa.pk}/privacy/"
    page = text_of(reader, address)
    for words in ("Make the client private", "Take the name out", "Make private for"):
        assert words not in page
    assert "Show the number" not in text_of(reader, f"/clients/{rosa.pk}/")
    assert reader.post(f"/clients/{rosa.pk}/privacy/private/").status_code == 403
    assert reader.post(f"/clients/{rosa.pk}/ssn/").status_code == 403


def test_a_record_that_another_agency_shares_shows_no_buttons_and_no_link_to_its_program(
    community: Community, stranger: Browser, rosa: Client
) -> None:
    add_release(community, rosa, community.own_agency)
    ended = add_enrollment(community, rosa, community.rapid, START)
    add_exit(community, ended, date(2026, 2, 1))
    page = text_of(stranger, f"/clients/{rosa.pk}/")
    assert "Harbor House (example)" in page
    assert "Harbor Rapid" in page
    assert f"/programs/{community.rapid.pk}/" not in page
    for words in ("Record a service", "Exit household"):
        assert words not in page
    shelter = guard.everything(Enrollment, "test").get(project=community.shelter)
    assert stranger.get(f"/services/{shelter.pk}/").status_code == 403
    assert stranger.post(f"/exit/{shelter.pk}/").status_code == 403
    assert stranger.post(f"/enrollments/{shelter.pk}/private/").status_code == 403
    assert stranger.post(f"/clients/{rosa.pk}/privacy/private/").status_code == 403


def test_a_household_is_made_private_in_one_click_and_shared_again(
    community: Community, worker: Browser, stranger: Browser, rosa: Client
) -> None:
    leo = add_client(community, "Leo", "Example", dob=date(2018, 1, 1))
    stay, _child = add_household(community, [rosa, leo], community.rapid, START)
    add_release(community, rosa, community.own_agency)
    answer = worker.post(f"/enrollments/{stay.pk}/private/", {"private": "yes"})
    assert said_by(answer) == "Private now, for 2 people."
    assert "Harbor Rapid" not in text_of(stranger, f"/clients/{rosa.pk}/")
    worker.post(f"/enrollments/{stay.pk}/private/", {"private": "no"})
    assert "Harbor Rapid" in text_of(stranger, f"/clients/{rosa.pk}/")


def test_a_client_whom_another_agency_serves_cannot_be_made_private(
    community: Community, worker: Browser, rosa: Client
) -> None:
    address = f"/clients/{rosa.pk}/privacy/"
    worker.post(f"{address}private/", {"private": "yes"})
    assert "Private client" in text_of(worker, address)
    worker.post(f"{address}private/", {"private": "no"})
    add_enrollment(community, rosa, community.other_program, START)
    assert "other agencies recorded something too" in text_of(worker, address)
    answer = worker.post(f"{address}private/", {"private": "yes"})
    assert "Other agencies recorded something" in said_by(answer)
    assert not guard.everything(Client, "test").get(pk=rosa.pk).is_private


def test_the_ssn_is_shown_on_a_click_and_each_time_logged(worker: Browser, rosa: Client) -> None:
    assert "123-45-6789" not in text_of(worker, f"/clients/{rosa.pk}/")
    shown = worker.post(f"/clients/{rosa.pk}/ssn/")
    assert "123-45-6789" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    worker.post(f"/clients/{rosa.pk}/ssn/", headers={"HX-Request": "true"})
    assert Reading.objects.filter(what="ssn", client=rosa).count() == 2
    assert worker.get(f"/clients/{rosa.pk}/ssn/").status_code == 405


def test_the_ssn_of_a_hidden_client_is_not_there(stranger: Browser, rosa: Client) -> None:
    assert stranger.post(f"/clients/{rosa.pk}/ssn/").status_code == 404
    assert not Reading.objects.filter(what="ssn").exists()


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("Rosa Example", True),
        ("example, rosa", True),
        ("123-45-6789", True),
        ("Rosa", False),
        ("Ros Exa", False),
        ("6789", False),
        ("3/12/1990", False),
        ("Nobody Here", False),
    ],
)
def test_a_search_for_a_whole_name_or_ssn_hints_at_a_hidden_record_without_data(
    stranger: Browser, rosa: Client, words: str, hint: bool
) -> None:
    page = stranger.post("/clients/", {"q": words}, headers={"HX-Request": "true"}).content.decode()
    assert ("There may be a record that you cannot see" in page) == hint
    assert rosa.unique_identifier not in page
    assert str(rosa.pk) not in page


def test_no_hint_is_given_to_who_sees_the_record(worker: Browser, rosa: Client) -> None:
    page = worker.post("/clients/", {"q": "Rosa Example"}, headers={"HX-Request": "true"}).content.decode()
    assert "cannot see" not in page


def test_breaking_the_glass_opens_one_record_for_a_while_with_a_reason_and_tells_the_lead(
    community: Community, stranger: Browser, rosa: Client
) -> None:
    assert "What will happen" in text_of(stranger, "/clients/emergency/")
    page = stranger.post("/clients/emergency/", {"words": "Rosa Example", "reason": "why"}).content.decode()
    assert "in a sentence" in page
    reason = "Unconscious at the desk, the ambulance asks who she is"
    page = stranger.post("/clients/emergency/", {"words": "Ros", "reason": reason}).content.decode()
    assert "mean no hidden record" in page
    assert stranger.get(f"/clients/{rosa.pk}/").status_code == 404
    answer = stranger.post("/clients/emergency/", {"words": "Rosa Example", "reason": reason})
    assert answer["Location"] == f"/clients/{rosa.pk}/"
    assert "Harbor Night Shelter" in text_of(stranger, f"/clients/{rosa.pk}/")
    assert Reading.objects.get(what="emergency").why == reason
    notice = Notice.objects.get(event="emergency_access")
    assert notice.account == community.personas["hmis_lead"]
    EmergencyOpening.objects.update(ends_at="2026-01-01T00:00:00Z")
    assert stranger.get(f"/clients/{rosa.pk}/").status_code == 404


def test_a_name_that_was_refused_is_taken_out_and_put_back_only_by_who_may(
    community: Community, worker: Browser, browser_of: BrowserOf, rosa: Client
) -> None:
    address = f"/clients/{rosa.pk}/privacy/"
    worker.post(f"{address}refused/")
    row = guard.everything(Client, "test").get(pk=rosa.pk)
    assert (row.first_name, row.last_name, row.dob) == ("Consent", "Refused", date(1990, 1, 1))
    assert row.ssn_encrypted is None
    assert row.ssn_digest is None
    for words in ("Rosa Example", "123-45-6789", "6789"):
        found = worker.post("/clients/", {"q": words}, headers={"HX-Request": "true"}).content.decode()
        assert rosa.unique_identifier not in found
    assert worker.post(f"{address}refused/", {"do": "restore"}).status_code == 403
    manager = browser_of(community.personas["agency_manager"])
    manager.post(f"{address}refused/", {"do": "restore"})
    row = guard.everything(Client, "test").get(pk=rosa.pk)
    assert (row.first_name, row.dob) == ("Rosa", date(1990, 3, 12))
    assert not row.is_consent_refused


def test_the_lead_says_what_an_agency_shares_and_reads_it_in_words(
    community: Community, browser_of: BrowserOf, stranger: Browser, rosa: Client
) -> None:
    lead = browser_of(community.personas["hmis_lead"])
    add_release(community, rosa, community.own_agency)
    assert "Nothing goes to another agency without" in text_of(lead, "/sharing/")
    lead.post("/sharing/", {"component": "services", "receiver": "", "level": "0"})
    assert stranger.get(f"/clients/{rosa.pk}/").status_code == 404
    assert "Not shared" in text_of(lead, "/sharing/")
    receiver = str(community.other_agency.pk)
    lead.post("/sharing/", {"component": "services", "receiver": receiver, "level": "2"})
    assert stranger.get(f"/clients/{rosa.pk}/").status_code == 200
    assert "Hillside Services (example)" in text_of(lead, "/sharing/")
    lead.post("/sharing/", {"component": "services", "receiver": receiver, "level": "unsaid"})
    assert SharingRule.objects.count() == 1
    answer = lead.post("/sharing/", {"component": "clients", "receiver": receiver, "level": "2"})
    assert "never about who the clients are" in answer.content.decode()
    assert stranger.get("/sharing/").status_code == 403


def test_an_agency_is_made_confidential_and_a_program_tagged(
    community: Community, browser_of: BrowserOf, stranger: Browser, rosa: Client
) -> None:
    lead = browser_of(community.personas["hmis_lead"])
    add_release(community, rosa, community.own_agency)
    agency = str(community.own_agency.pk)
    lead.post("/sharing/agency/", {"agency": agency, "confidential": "yes"})
    assert stranger.get(f"/clients/{rosa.pk}/").status_code == 404
    lead.post("/sharing/agency/", {"agency": agency, "confidential": "no"})
    assert stranger.get(f"/clients/{rosa.pk}/").status_code == 200
    lead.post(f"/sharing/part-2/{community.shelter.pk}/", {"part_2": "yes"})
    assert stranger.get(f"/clients/{rosa.pk}/").status_code == 404
    assert guard.everything(Project, "test").get(pk=community.shelter.pk).is_part_2


def test_a_victim_service_provider_is_not_made_confidential(
    community: Community, browser_of: BrowserOf
) -> None:
    with change(by=None, action="test"):
        guard.everything(Organization, "test").filter(pk=community.other_agency.pk).update(
            victim_service_provider=1
        )
    lead = browser_of(community.personas["hmis_lead"])
    answer = lead.post("/sharing/agency/", {"agency": str(community.other_agency.pk), "confidential": "yes"})
    assert "holds no clients here" in said_by(answer)


def test_the_lead_of_one_coc_keeps_the_sharing_of_its_agencies_only(
    community: Community, browser_of: BrowserOf
) -> None:
    viewer = viewer_for(community.personas["coc_lead"])
    assert set(viewer.organizations) == {community.own_agency, community.other_agency}
    lead = browser_of(community.personas["coc_lead"])
    assert lead.get(f"/sharing/?agency={community.other_agency.pk}").status_code == 200
