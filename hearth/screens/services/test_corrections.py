"""A service is corrected and deleted where it is seen, copied from the last one, and recorded for many at once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hearth.access.viewer import Viewer
from tests.community import Community, add_client, add_funder, add_household, add_services, viewer_for

START = date(2026, 1, 5)
SSVF = 33
RENT, CASE_MANAGEMENT, OTHER = "152-1", "144-2", "144-6"
QUERIES_AT_MOST = 12
# Recording for chosen people: as many for two as for forty.
SAVE_AT_MOST = 28


@pytest.fixture
def household(community: Community) -> list[Any]:
    add_funder(community, community.rapid, SSVF)
    people = [add_client(community, name, "Example") for name in ("Rosa", "Mateo", "Luz")]
    return add_household(community, people, community.rapid, START)


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def browser(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def record(browser: Browser, stay: Any, **sent: Any) -> Any:
    usual = {"members": [str(stay.pk)], "service": RENT, "on": "2026-02-01"}
    return browser.post(reverse("services:record", args=[stay.pk]), usual | sent)


RENT_OF_FEBRUARY = {"amount": "950", "covers_from": "2026-02-01", "covers_until": "2026-02-28"}


def test_a_payment_of_ssvf_has_its_amount_and_the_days_that_it_covers(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    assert record(browser, household[0], **RENT_OF_FEBRUARY).status_code == 302
    paid = viewer.services.get()
    assert (paid.fa_amount, paid.fa_start_date, paid.fa_end_date) == (
        950,
        date(2026, 2, 1),
        date(2026, 2, 28),
    )


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Please answer this."),
        (RENT_OF_FEBRUARY | {"covers_until": "2026-01-31"}, "The last day covered is before the first."),
        ({"service": OTHER}, "Please answer this."),
    ],
)
def test_what_belongs_to_a_service_is_asked_for(
    household: list[Any], browser: Browser, viewer: Viewer, sent: dict[str, str], words: str
) -> None:
    answer = record(browser, household[0], **sent)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not viewer.services.exists()


def test_the_last_service_is_offered_again_with_who_had_it_and_never_with_its_days(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    for_two = [str(one.pk) for one in household[:2]]
    record(browser, household[0], members=for_two, **RENT_OF_FEBRUARY)
    address = reverse("services:record", args=[household[2].pk])
    [(lately, words)] = browser.get(address).context["lately"]
    assert words.endswith("Rental assistance")
    form = browser.post(address, {"again": str(lately.row.pk)}).context["form"]
    assert form["service"].value() == RENT
    assert form["amount"].value() == 950
    assert set(form["members"].value()) == set(for_two)
    assert (form["on"].value(), form["covers_from"].value()) == (viewer.today, None)


def test_a_service_is_corrected_and_what_stood_there_is_kept(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    record(browser, household[0], **RENT_OF_FEBRUARY)
    service: Any = viewer.services.get()
    address = reverse("services:correct", args=[service.pk])
    assert address in browser.get(reverse("client:services", args=[service.client_id])).content.decode()
    assert browser.get(address).context["form"]["amount"].value() == 950
    sent = {"service": RENT, "on": "2026-02-02", **RENT_OF_FEBRUARY, "amount": "975.50"}
    assert browser.post(address, sent).status_code == 302
    again: Any = viewer.services.get()
    assert (again.date_provided, float(again.fa_amount)) == (date(2026, 2, 2), 975.5)
    history = browser.get(reverse("client:history", args=[service.client_id])).content.decode()
    assert "Corrected a service" in history


def test_a_correction_that_breaks_a_rule_changes_nothing(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    record(browser, household[0], **RENT_OF_FEBRUARY)
    service: Any = viewer.services.get()
    sent = {"service": RENT, "on": "2025-12-31", **RENT_OF_FEBRUARY}
    answer = browser.post(reverse("services:correct", args=[service.pk]), sent)
    assert "after this date" in answer.content.decode()
    assert viewer.services.get().date_provided == date(2026, 2, 1)


def test_a_deleted_service_is_gone_and_is_brought_back(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    record(browser, household[0], service=CASE_MANAGEMENT)
    service: Any = viewer.services.get()
    assert browser.post(reverse("deleted:delete", args=["service", service.pk])).status_code == 302
    assert not viewer.services.exists()
    assert browser.post(reverse("deleted:restore", args=["service", service.pk])).status_code == 302
    assert viewer.services.exists()


def test_what_somebody_else_recorded_is_deleted_only_by_right(
    community: Community, household: list[Any], browser: Browser, viewer: Viewer, browser_of: Any
) -> None:
    [service] = add_services(community, household[0], [date(2026, 2, 1)], record_type=144, type_provided=2)
    address = reverse("deleted:delete", args=["service", service.pk])
    assert browser.post(address).status_code == 403
    manager = browser_of(community.personas["agency_manager"])
    assert manager.post(address).status_code == 302
    listed = manager.get(reverse("deleted:client", args=[service.client_id])).content.decode()
    assert "Case management services" in listed


def test_a_night_that_is_there_again_is_not_brought_back(
    community: Community, viewer: Viewer, browser: Browser
) -> None:
    luz = add_client(community, "Luz", "Example")
    [stay] = add_household(community, [luz], community.shelter, START)
    night = {"service": "200-200", "on": "2026-01-06"}
    record(browser, stay, **night)
    first: Any = viewer.services.get()
    browser.post(reverse("deleted:delete", args=["service", first.pk]))
    record(browser, stay, **night)
    answer = browser.post(reverse("deleted:restore", args=["service", first.pk]), follow=True)
    assert "already has a bed night on that day" in answer.content.decode()
    assert viewer.services.count() == 1


def test_a_service_is_recorded_for_everybody_who_is_ticked_on_the_programs_list(
    community: Community, household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    address = reverse("services:program", args=[community.rapid.pk])
    form = browser.get(address).context["form"]
    assert form["members"].value() == [], "nobody is ticked beforehand"
    sent = {
        "members": [str(household[0].pk), str(household[2].pk)],
        "service": CASE_MANAGEMENT,
        "on": "2026-02-03",
    }
    done = browser.post(address, sent, follow=True)
    assert "Recorded for 2 people: Case management services." in done.content.decode()
    assert {one.enrollment_id for one in viewer.services} == {household[0].pk, household[2].pk}
    change = viewer.services.first().change_id  # type: ignore[union-attr]
    browser.post(reverse("services:take_back", args=[community.rapid.pk, change]))
    assert not viewer.services.exists()


def test_three_thousand_nights_are_a_page_of_twenty_five(
    community: Community, browser: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rosa = add_client(community, "Rosa", "Long")
    [stay] = add_household(community, [rosa], community.shelter, date(2016, 1, 1))
    add_services(community, stay, [date(2016, 1, 1) + timedelta(days=day) for day in range(3000)])
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        page = browser.get(reverse("client:services", args=[rosa.pk]))
    assert "Showing 25 of 3,000" in page.content.decode()


def test_a_list_of_many_people_costs_no_more_queries_than_of_few(
    community: Community, browser: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = [add_client(community, f"Person{number}", "Example") for number in range(40)]
    stays = add_household(community, people, community.shelter, START)
    address = reverse("services:program", args=[community.shelter.pk])
    asked = []
    for chosen in (stays[:2], stays[2:]):
        sent = {"members": [str(one.pk) for one in chosen], "service": "200-200", "on": "2026-02-03"}
        with django_assert_max_num_queries(QUERIES_AT_MOST):
            assert browser.get(address).status_code == 200
        with django_assert_max_num_queries(SAVE_AT_MOST) as saved:
            assert browser.post(address, sent).status_code == 302
        asked.append(len(saved))
    assert asked[0] == asked[1]
