from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client as Browser
from django.utils import timezone

from hearth.actions.enroll_household import Member, enroll_household
from hearth.records.models import Account, Client, LocalService, Reading, ServiceOffered, Source
from hearth.records.write import change
from tests.community import (
    HEAD,
    Community,
    add_client,
    add_enrollment,
    add_exit,
    add_household,
    add_services,
    viewer_for,
)
from tests.identifiers import without_identifiers
from tests.pieces import piece_of

START = date(2026, 1, 5)
# Three of them are the frame's: session, account, agencies.
# Two more are the login's, two what others give this agency; the history asks twice for each kind of record there is.
QUERIES_AT_MOST = {"": 12, "services/": 12, "history/": 19}


@pytest.fixture
def worker(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(
        community,
        "Rosa",
        "Example",
        ssn="123-45-6789",
        dob=date(1990, 3, 12),
        organization=community.own_agency,
        white=1,
        hispanic_latinao=1,
        sex=0,
        veteran_status=9,
    )


def page_of(browser: Browser, client: Client, part: str = "") -> str:
    answer = browser.get(f"/clients/{client.pk}/{part}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_who_the_client_is_in_words(worker: Browser, rosa: Client) -> None:
    page = page_of(worker, rosa)
    for words in (
        "Rosa Example",
        "12 Mar 1990",
        "Full name reported",
        "Hispanic/Latina/o; White",
        "Female",
        "Client prefers not to answer",
        "On file, all nine digits",
    ):
        assert words in page, words


@pytest.mark.parametrize("part", ["", "services/", "history/"])
def test_no_digit_of_the_ssn_is_on_any_page(worker: Browser, rosa: Client, part: str) -> None:
    page = page_of(worker, rosa, part)
    assert "6789" not in without_identifiers(page)
    assert "123-45" not in page


@pytest.mark.parametrize(
    ("ssn", "said"),
    [("xxx-xx-6789", "On file, in part"), ("", "Not on file"), ("123456789", "On file, all nine digits")],
)
def test_the_page_says_how_much_of_the_ssn_is_known(
    community: Community, worker: Browser, ssn: str, said: str
) -> None:
    client = add_client(community, "Sam", "Example", ssn=ssn, organization=community.own_agency)
    assert said in page_of(worker, client)


def test_a_client_of_whom_nothing_is_known_has_a_page(community: Community, worker: Browser) -> None:
    nobody = add_client(
        community,
        "",
        "",
        name_data_quality=99,
        dob_data_quality=99,
        race_none=99,
        organization=community.own_agency,
    )
    page = page_of(worker, nobody)
    for words in (nobody.unique_identifier, "Age not known", "No name recorded", "Not enrolled anywhere now"):
        assert words in page, words


def test_an_open_enrollment_shows_its_household_and_what_can_be_done(
    community: Community, worker: Browser, rosa: Client
) -> None:
    leo = add_client(community, "Leo", "Example", dob=date(2018, 1, 1))
    own, _ = add_household(community, [rosa, leo], community.shelter, START)
    page = page_of(worker, rosa)
    assert f"/clients/{leo.pk}/" in page
    assert f"/services/{own.pk}/" in page
    assert f"/exit/{own.pk}/" in page


def test_what_another_system_keeps_is_read_only_until_it_is_taken_over(
    community: Community, worker: Browser, rosa: Client
) -> None:
    enrollment = add_enrollment(community, rosa, community.shelter, START)
    vendor = Source.objects.create(name="Harbor County HMIS")
    with change(by=None, action="import"):
        for record in (rosa, enrollment):
            record.source = vendor
            record.save()
    page = page_of(worker, rosa)
    assert page.count("Read only here") == 2
    assert "This enrollment is kept in Harbor County HMIS." in page
    assert "Exit household" not in page
    assert "Record a service" not in page
    Source.objects.filter(pk=vendor.pk).update(taken_over_at=timezone.now())
    page = page_of(worker, rosa)
    assert "Read only here" not in page
    assert "Exit household" in page


def test_who_may_only_read_is_shown_no_buttons(
    community: Community, browser_of: Callable[[Account], Browser], rosa: Client
) -> None:
    add_enrollment(community, rosa, community.shelter, START)
    page = page_of(browser_of(community.personas["reporting_only"]), rosa)
    for words in ("Record a service", "Exit household", "/intake/"):
        assert words not in page


def test_a_program_without_services_to_record_shows_no_button_for_them(
    community: Community, worker: Browser, rosa: Client
) -> None:
    add_enrollment(community, rosa, community.transitional, START)
    page = page_of(worker, rosa)
    assert "Exit household" in page
    assert "Record a service" not in page


def test_an_ended_enrollment_tells_the_destination_in_words(
    community: Community, worker: Browser, rosa: Client
) -> None:
    add_exit(community, add_enrollment(community, rosa, community.rapid, START), date(2026, 2, 4), 410)
    page = page_of(worker, rosa)
    assert "Rental by client, no ongoing housing subsidy" in page
    assert '<td class="number">30</td>' in page


def test_what_another_agency_recorded_is_on_none_of_the_pages(
    community: Community, worker: Browser, rosa: Client
) -> None:
    elsewhere = add_enrollment(community, rosa, community.other_program, START)
    add_services(community, elsewhere, [START], record_type=300, type_provided=1)
    for part in ("", "services/", "history/"):
        assert "Hillside" not in page_of(worker, rosa, part)


def test_each_opening_is_logged(community: Community, worker: Browser, rosa: Client) -> None:
    for part in ("", "services/", "history/"):
        page_of(worker, rosa, part)
    readings = Reading.objects.filter(client_id=rosa.pk, account=community.personas["intake_worker"])
    assert list(readings.order_by("id").values_list("what", flat=True)) == ["record", "services", "history"]


@pytest.mark.parametrize("part", ["", "services/", "history/"])
def test_thousands_of_services_cost_no_more_queries_than_one(
    community: Community, worker: Browser, rosa: Client, part: str, django_assert_max_num_queries: Any
) -> None:
    enrollment = add_enrollment(community, rosa, community.shelter, START)
    add_services(community, enrollment, [START + timedelta(days=night % 300) for night in range(3000)])
    for project in (community.rapid, community.transitional):
        add_exit(community, add_enrollment(community, rosa, project, START), date(2026, 2, 4))
    with django_assert_max_num_queries(QUERIES_AT_MOST[part]):
        page = page_of(worker, rosa, part)
    assert part == "history/" or "3,000" in page


@pytest.mark.parametrize(
    ("hud", "own", "said"),
    [
        (7, 0, "All 7 services"),
        (7, 3, "All 10 services"),
        (2, 6, "All 8 services"),
        (7, 30, "All 32 services"),
    ],
)
def test_all_services_are_as_many_as_their_page_shows(
    community: Community, worker: Browser, rosa: Client, hud: int, own: int, said: str
) -> None:
    enrollment = add_enrollment(community, rosa, community.shelter, START)
    add_services(community, enrollment, [START + timedelta(days=night) for night in range(hud)])
    with change(by=None, action="offer_service") as signed:
        meal = ServiceOffered.objects.create(
            name="Hot meal", category="Pantry", organization=community.own_agency, change=signed
        )
    given = (community.own_agency, community.personas["intake_worker"])
    for night in range(own):
        piece_of(LocalService, rosa, *given, offered=meal, starts_on=START + timedelta(days=night))
    assert said in page_of(worker, rosa)
    page = page_of(worker, rosa, "services/")
    assert page.count("Bed night") + page.count("Pantry: Hot meal") == int(said.split()[1])


def test_services_are_told_in_the_standards_words_and_page_by_page(
    community: Community, worker: Browser, rosa: Client
) -> None:
    enrollment = add_enrollment(community, rosa, community.shelter, START)
    add_services(community, enrollment, [START + timedelta(days=night) for night in range(30)])
    add_services(community, enrollment, [date(2025, 1, 1)], record_type=300, type_provided=1)
    first, second = page_of(worker, rosa, "services/"), page_of(worker, rosa, "services/?page=2")
    assert first.count("Bed night") == 25
    assert "Showing 25 of 31" in first
    assert "Moving On assistance provided: Subsidized housing application assistance" in second


def test_many_earlier_enrollments_are_turned_page_by_page(
    community: Community, worker: Browser, rosa: Client
) -> None:
    for day in range(30):
        stay = add_enrollment(community, rosa, community.rapid, START + timedelta(days=day))
        add_exit(community, stay, START + timedelta(days=day + 1))
    assert "Showing 25 of 30" in page_of(worker, rosa)
    for number in ("2", "7", "what"):
        page = worker.get(f"/clients/{rosa.pk}/?page={number}").context["page"]
        assert (page.number, len(page.object_list)) == ((1, 25) if number == "what" else (2, 5))


def test_what_the_agency_gave_of_its_own_stands_on_the_record_too(
    community: Community, worker: Browser, rosa: Client
) -> None:
    intake = community.personas["intake_worker"]
    with change(by=None, action="offer_service") as signed:
        meal = ServiceOffered.objects.create(
            organization=community.own_agency, change=signed, category="Pantry", name="Hot meal"
        )
    for day in range(1, 8):
        given = {"offered": meal, "starts_on": date(2026, 2, day)}
        piece_of(LocalService, rosa, community.own_agency, intake, **given)
    page = page_of(worker, rosa)
    assert page.count("Pantry: Hot meal") == 5, "the latest"
    assert "7 Feb 2026" in page
    assert "2 Feb 2026" not in page
    assert "No services yet" not in page
    assert f"/clients/{rosa.pk}/services/" in page
    assert "All 7 services" in page


def test_the_history_names_the_act_the_person_and_the_answers_in_words(
    community: Community, worker: Browser, rosa: Client
) -> None:
    account = community.personas["agency_manager"]
    with change(by=account, action="correct_profile", why="Asked again"):
        rosa.veteran_status = 1
        rosa.save()
    add_enrollment(community, rosa, community.shelter, START)
    page = page_of(worker, rosa, "history/")
    for words in (
        "Enrolled the household",
        "Enrollment in Harbor Night Shelter from 5 Jan 2026",
        account.name,
        "Why: Asked again",
        "<del>Client prefers not to answer</del>",
        "<ins>Yes</ins>",
    ):
        assert words in page, words


def test_an_act_is_taken_back_from_the_clients_page(
    community: Community, worker: Browser, rosa: Client
) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    (enrollment,) = enroll_household(
        viewer=viewer, project=community.shelter, members=[Member(rosa, HEAD, viewer.today)]
    )
    answer = worker.post(f"/clients/{rosa.pk}/take-back/{enrollment.change_id}/")
    assert answer["Location"] == f"/clients/{rosa.pk}/"
    assert [str(one) for one in get_messages(answer.wsgi_request)] == ["The enrollment was taken back."]
    assert not viewer.enrollments.exists()


def test_taking_back_what_somebody_built_on_is_refused_in_words(
    community: Community, worker: Browser, rosa: Client
) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    (enrollment,) = enroll_household(
        viewer=viewer, project=community.shelter, members=[Member(rosa, HEAD, viewer.today)]
    )
    add_services(community, enrollment, [viewer.today])
    answer = worker.post(f"/clients/{rosa.pk}/take-back/{enrollment.change_id}/")
    assert "Something was recorded in this enrollment since" in str(
        next(iter(get_messages(answer.wsgi_request)))
    )
    assert viewer.enrollments.exists()


def test_taking_back_the_only_enrollment_of_a_client_seen_through_it_leads_home(
    community: Community, worker: Browser
) -> None:
    sam = add_client(community, "Sam", "Example")
    earlier = add_enrollment(community, sam, community.rapid, START)
    viewer = viewer_for(community.personas["intake_worker"])
    (enrollment,) = enroll_household(
        viewer=viewer, project=community.shelter, members=[Member(sam, HEAD, viewer.today)]
    )
    with change(by=None, action="remove_enrollment"):
        earlier.date_deleted = earlier.date_updated
        earlier.save()
    assert worker.post(f"/clients/{sam.pk}/take-back/{enrollment.change_id}/")["Location"] == "/"
