"""The page of a night: its lists, its taps with and without JavaScript, its search."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.viewer import Viewer
from hearth.actions.reserve_bed import reserve_bed
from hearth.records import clock, guard
from hearth.records.models import Account, Service
from tests.beds import add_beds
from tests.community import (
    Community,
    add_client,
    add_enrollment,
    add_household,
    add_services,
    viewer_for,
)

pytestmark = pytest.mark.django_db
START = date(2026, 1, 5)
TONIGHT = date(2026, 11, 28)
# Six of them ask who it is and whether they may: session, account, role, login, settings, inbox.
QUERIES_AT_MOST = 12


@pytest.fixture(autouse=True)
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "instant", lambda: datetime(2026, 11, 29, 5, 0, tzinfo=UTC))


@pytest.fixture
def worker(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def rosa(community: Community) -> Any:
    stay = add_enrollment(community, add_client(community, "Rosa", "Example"), community.shelter, START)
    add_services(community, stay, [TONIGHT - timedelta(days=1)])
    return stay


def page_of(community: Community, on: date | None = None) -> str:
    address = reverse("shelter:night", args=[community.shelter.pk])
    return f"{address}?on={on}" if on else address


def nights() -> list[Any]:
    rows = guard.everything(Service, "test").filter(record_type=200, date_deleted=None)
    return list(rows.filter(date_provided=TONIGHT))


def test_with_one_shelter_there_is_nothing_to_choose(community: Community, worker: Browser) -> None:
    assert worker.get("/shelter/")["Location"] == page_of(community)


def test_an_agency_without_a_shelter_is_told_so(
    community: Community, browser_of: Callable[[Account], Browser]
) -> None:
    page = browser_of(community.stranger).get("/shelter/").content.decode()
    assert "No night-by-night shelter here" in page


def test_the_guests_of_the_night_before_are_expected_and_a_tap_answers_with_their_line(
    community: Community, worker: Browser, rosa: Any
) -> None:
    page = worker.get(page_of(community)).content.decode()
    assert page.index('id="expected"') < page.index("Rosa Example") < page.index('id="here"')
    sent = {"say": f"here {uuid.uuid4()} {rosa.pk}", "on": "2026-11-28"}
    for _again in range(2):
        answer = worker.post(page_of(community), sent, headers={"X-Tap": "1"})
        told = answer.content.decode()
        assert answer.status_code == 200
        assert 'data-here="1"' in told and 'data-state="here"' in told and "Undo" in told
    assert [one.enrollment_id for one in nights()] == [rosa.pk]
    assert "Intake Worker Persona, " in told


def test_who_has_a_bed_reserved_is_expected_however_long_ago_they_were_there(
    community: Community, worker: Browser, viewer: Viewer
) -> None:
    [bed] = add_beds(community, community.shelter, 1)
    stay = add_enrollment(community, add_client(community, "Leo", "Example"), community.shelter, START)
    assert worker.get(page_of(community)).context["night"].expected == []
    about: dict[str, Any] = {"project": community.shelter, "bed_id": bed.pk, "client_id": stay.client_id}
    reserve_bed(viewer=viewer, **about, first_night=TONIGHT, nights=1, today=TONIGHT)
    page = worker.get(page_of(community))
    assert [guest.enrollment for guest in page.context["night"].expected] == [stay]
    assert "Bed 1 is reserved" in page.content.decode()


def test_without_javascript_the_page_comes_back_to_the_same_night(
    community: Community, worker: Browser, rosa: Any
) -> None:
    answer = worker.post(page_of(community), {"absent": str(rosa.pk), "on": "2026-11-27"})
    assert answer["Location"] == page_of(community, date(2026, 11, 27))
    answer = worker.post(page_of(community), {"here": str(rosa.pk), "on": "2026-11-28"})
    assert answer["Location"] == page_of(community, TONIGHT)
    assert len(nights()) == 1
    worker.post(page_of(community), {"not_here": str(rosa.pk), "on": "2026-11-28"})
    assert nights() == []


def test_a_refused_tap_says_why_and_the_others_sent_with_it_are_done(
    community: Community, worker: Browser, rosa: Any
) -> None:
    leo = add_enrollment(community, add_client(community, "Leo", "Example"), community.shelter, START)
    said = [
        f"here {uuid.uuid4()} {rosa.pk}",
        f"absent {uuid.uuid4()} {rosa.pk}",
        f"here {uuid.uuid4()} {leo.pk}",
    ]
    answer = worker.post(page_of(community), {"say": said, "on": "2026-11-28"}, headers={"X-Tap": "1"})
    assert "Rosa Example is checked in. Undo that first." in answer.content.decode()
    assert len(nights()) == 2
    assert worker.post(page_of(community), {"here": "nobody", "on": "2026-11-28"}).status_code == 400


def test_the_night_of_another_day_says_so_and_tomorrow_is_tonight(
    community: Community, worker: Browser, rosa: Any
) -> None:
    page = worker.get(page_of(community, TONIGHT - timedelta(days=1))).content.decode()
    assert "This is not tonight" in page
    assert page.index('id="here"') < page.index("Rosa Example")
    assert worker.get(page_of(community, TONIGHT + timedelta(days=1))).context["on"] == TONIGHT
    assert worker.get(page_of(community) + "?on=never").context["on"] == TONIGHT


def test_the_search_finds_whole_households_and_offers_to_enroll_who_is_not(
    community: Community, worker: Browser
) -> None:
    people = [add_client(community, name, "Quill") for name in ("Ana", "Leo", "Luz")]
    family = add_household(community, people, community.shelter, START)
    other = add_client(community, "Noor", "Quill", organization=community.own_agency)
    address = reverse("shelter:find", args=[community.shelter.pk])
    answer = worker.post(address, {"q": "Ana Quill", "on": "2026-11-28"}, headers={"HX-Request": "true"})
    assert "Check in all 3" in answer.content.decode()
    sent = {"here": " ".join(str(one.pk) for one in family), "on": "2026-11-28"}
    worker.post(page_of(community), sent, headers={"X-Tap": "1"})
    assert len(nights()) == 3
    page = worker.post(address, {"q": "Noor", "on": "2026-11-28"}).content.decode()
    assert reverse("intake:household", args=[other.pk, community.shelter.pk]) in page


def test_a_program_that_is_no_night_by_night_shelter_has_no_nights(
    community: Community, worker: Browser
) -> None:
    assert worker.get(reverse("shelter:night", args=[community.transitional.pk])).status_code == 404


def test_a_full_house_costs_no_more_queries_than_an_empty_one(
    community: Community, worker: Browser, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        person = add_client(community, f"Guest {number}", "Example")
        stay = add_enrollment(community, person, community.shelter, START)
        add_services(community, stay, [TONIGHT - timedelta(days=1)] + [TONIGHT] * (number % 2))
    worker.get(page_of(community))
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        page = worker.get(page_of(community))
    assert len(page.context["night"].expected) == 15
