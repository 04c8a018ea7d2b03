"""Contacts: several people met at once, the date of engagement asked and never defaulted, the day's list."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hearth.access.viewer import Viewer
from hearth.records.models import ClientLocation
from tests.community import Community, add_client, add_enrollment, add_funder, add_household, viewer_for

START = date(2026, 1, 5)
PATH, STREET = 21, "116"
DAY, WHERE = "CurrentLivingSituation_InformationDate", "CurrentLivingSituation_CurrentLivingSituation"
PLACE = "CurrentLivingSituation_LocationDetails"
QUERIES_AT_MOST = 12


@pytest.fixture
def met(community: Community) -> list[Any]:
    """Rosa with her child, and Mateo, in a night-by-night shelter that PATH pays for."""
    add_funder(community, community.shelter, PATH)
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12))
    luz = add_client(community, "Luz", "Example", dob=date(2019, 3, 12))
    mateo = add_client(community, "Mateo", "Example", dob=date(1970, 3, 12))
    household = add_household(community, [rosa, luz], community.shelter, START)
    return [*household, add_enrollment(community, mateo, community.shelter, START)]


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def browser(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def meet(browser: Browser, project: Any, *stays: Any, **more: Any) -> Any:
    sent = {"met": [str(one.pk) for one in stays], DAY: "2026-02-01", WHERE: STREET, PLACE: "Pier 4"}
    return browser.post(reverse("outreach:meet", args=[project.pk]), sent | more)


def test_adults_and_heads_are_offered_and_nobody_is_ticked_or_engaged(
    community: Community, met: list[Any], browser: Browser
) -> None:
    people = browser.get(reverse("outreach:meet", args=[community.shelter.pk])).context["people"]
    assert {name for _key, name in people.fields["met"].choices} == {"Rosa Example", "Mateo Example"}
    assert not people["met"].value() and not people["engaged"].value()


def test_several_people_are_met_at_once_and_only_who_agreed_is_engaged(
    community: Community, met: list[Any], browser: Browser, viewer: Viewer
) -> None:
    rosa, _luz, mateo = met
    done = meet(browser, community.shelter, rosa, mateo, engaged=[str(mateo.pk)])
    assert done.status_code == 302, dict(done.context["people"].errors)
    rows = viewer.current_living_situations.order_by("client__first_name")
    assert [(row.client_id, row.current_living_situation, row.location_details) for row in rows] == [
        (mateo.client_id, 116, "Pier 4"),
        (rosa.client_id, 116, "Pier 4"),
    ]
    dates = dict(viewer.enrollments.values_list("client__first_name", "date_of_engagement"))
    assert dates == {"Rosa": None, "Luz": None, "Mateo": date(2026, 2, 1)}
    day = browser.get(done["Location"]).content.decode()
    assert "Rosa Example" in day and "Pier 4" in day and day.count("Engaged") == 1


def test_who_is_engaged_already_is_not_asked_again(
    community: Community, met: list[Any], browser: Browser
) -> None:
    meet(browser, community.shelter, met[2], engaged=[str(met[2].pk)])
    people = browser.get(reverse("outreach:meet", args=[community.shelter.pk])).context["people"]
    assert [name for _key, name in people.fields["engaged"].choices] == ["Rosa Example"]
    refused = meet(browser, community.shelter, met[2], engaged=[str(met[2].pk)])
    assert refused.status_code == 200


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"met": []}, "Tick at least one person."),
        ({WHERE: ""}, "Please answer this."),
        ({DAY: "2026-01-01"}, "started on 5 Jan 2026, after this date."),
        ({"met": [], "engaged": ["all"]}, "Tick at least one person."),
    ],
)
def test_what_is_missing_is_asked_and_what_was_typed_stands(
    community: Community, met: list[Any], browser: Browser, viewer: Viewer, more: Any, words: str
) -> None:
    answer = meet(browser, community.shelter, met[0], **more)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert words in page and "Pier 4" in page
    assert not viewer.current_living_situations.exists()


def test_a_point_from_the_device_is_kept_as_a_location_of_who_was_met(
    community: Community, met: list[Any], browser: Browser, viewer: Viewer
) -> None:
    meet(browser, community.shelter, met[0], latitude="38.58161", longitude="-121.49442")
    place: Any = viewer.rows(ClientLocation).get()
    assert (place.client_id, str(place.latitude), place.place) == (met[0].client_id, "38.5816", "Pier 4")


def test_a_contact_is_deleted_from_the_days_list_and_comes_back(
    community: Community, met: list[Any], browser: Browser, viewer: Viewer
) -> None:
    meet(browser, community.shelter, met[0])
    row: Any = viewer.current_living_situations.get()
    browser.post(reverse("deleted:delete", args=["living_situation", row.pk]))
    assert not viewer.current_living_situations.exists()
    browser.post(reverse("deleted:restore", args=["living_situation", row.pk]))
    assert viewer.current_living_situations.exists()


def test_the_household_alone_is_met_from_its_enrollment(met: list[Any], browser: Browser) -> None:
    people = browser.get(reverse("outreach:contact", args=[met[0].pk])).context["people"]
    assert people["met"].value() == [str(met[0].pk)], "one person alone needs no tick"


def test_a_program_that_records_no_contacts_says_so(community: Community, browser: Browser) -> None:
    [stay] = add_household(community, [add_client(community, "Rosa", "Example")], community.rapid, START)
    page = browser.get(reverse("outreach:contact", args=[stay.pk])).content.decode()
    assert "No contacts are recorded here" in page


def test_the_pages_cost_no_more_queries_for_many_people(
    community: Community,
    met: list[Any],
    browser: Browser,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(30):
        person = add_client(community, f"Person{number}", "Example", dob=date(1980, 1, 1))
        add_enrollment(community, person, community.shelter, START)
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        browser.get(reverse("outreach:meet", args=[community.shelter.pk]))
    meet(browser, community.shelter, *viewer_for(community.personas["intake_worker"]).enrollments[:20])
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        browser.get(reverse("outreach:day") + "?on=2026-02-01")
