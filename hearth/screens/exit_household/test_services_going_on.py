"""Services that still go on are listed at the exit, end with the stay, and go on again when the exit is taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.viewer import Viewer
from hearth.actions.record_local_service import GivenHere, record_local_service
from hearth.actions.take_back import take_back
from hearth.records.models import LocalService, ServiceOffered
from hearth.records.write import change
from tests.community import Community, add_client, add_household, viewer_for

START, EXIT = date(2025, 3, 1), date(2025, 6, 1)


@pytest.fixture
def household(community: Community) -> list[Any]:
    people = [add_client(community, name, "Example") for name in ("Rosa", "Mateo")]
    return add_household(community, people, community.rapid, START)


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def given(community: Community, viewer: Viewer) -> Callable[..., LocalService]:
    def give(stay: Any, name: str, delivery: str, ends_on: date | None = None) -> LocalService:
        with change(by=None, action="offer_service") as signed:
            offered = ServiceOffered.objects.create(
                organization=community.own_agency,
                category="Home",
                name=name,
                delivery=delivery,
                change=signed,
            )
        about = GivenHere(starts_on=START, ends_on=ends_on)
        return record_local_service(viewer=viewer, enrollments=[stay], offered=offered, given=about)[0]

    return give


@pytest.fixture
def browser(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def leave(browser: Browser, household: list[Any], **more: str) -> Any:
    ticks = {f"leaves_{member.id}": "on" for member in household}
    sent = {"exit_date": EXIT.isoformat(), "destination_all": "410", "do": "save"} | ticks | more
    return browser.post(reverse("exit_household:exit", args=[household[0].id]), sent)


def last_day(service: LocalService) -> date | None:
    service.refresh_from_db()
    return service.ends_on


def test_what_goes_on_is_listed_with_a_field_for_its_last_day(
    household: list[Any], browser: Browser, given: Callable[..., LocalService]
) -> None:
    laundry = given(household[1], "Laundry", "daily")
    given(household[0], "Coaching", "single")
    given(household[0], "Storage", "long", date(2025, 4, 1))
    form = browser.get(reverse("exit_household:exit", args=[household[0].id])).context["form"]
    [field] = form.services()
    assert field.name == f"ends_{laundry.pk}"
    assert field.label == "Laundry for Mateo Example: last day"


def test_it_ends_with_the_stay_or_on_the_day_that_was_given(
    household: list[Any], browser: Browser, given: Callable[..., LocalService]
) -> None:
    laundry, storage = given(household[0], "Laundry", "daily"), given(household[1], "Storage", "long")
    assert leave(browser, household, **{f"ends_{storage.pk}": "2025-05-10"}).status_code == 302
    assert (last_day(laundry), last_day(storage)) == (EXIT, date(2025, 5, 10))


def test_no_service_ends_after_the_exit_or_before_it_began(
    household: list[Any], browser: Browser, given: Callable[..., LocalService]
) -> None:
    laundry, storage = given(household[0], "Laundry", "daily"), given(household[1], "Storage", "long")
    leave(browser, household, **{f"ends_{laundry.pk}": "2026-05-10", f"ends_{storage.pk}": "2020-01-01"})
    assert (last_day(laundry), last_day(storage)) == (EXIT, START)


def test_who_stays_keeps_what_is_given(
    household: list[Any], browser: Browser, given: Callable[..., LocalService]
) -> None:
    laundry, storage = given(household[0], "Laundry", "daily"), given(household[1], "Storage", "long")
    sent = {f"leaves_{household[1].id}": "on", "exit_date": EXIT.isoformat(), "destination_all": "410"}
    browser.post(reverse("exit_household:exit", args=[household[0].id]), sent | {"do": "save"})
    assert (last_day(laundry), last_day(storage)) == (None, EXIT)


def test_when_the_exit_is_taken_back_the_service_goes_on(
    household: list[Any], browser: Browser, viewer: Viewer, given: Callable[..., LocalService]
) -> None:
    laundry = given(household[0], "Laundry", "daily")
    leave(browser, household)
    assert last_day(laundry) == EXIT
    exits = list(viewer.exits.all())
    take_back(viewer=viewer, change_id=exits[0].change_id)
    assert last_day(laundry) is None
