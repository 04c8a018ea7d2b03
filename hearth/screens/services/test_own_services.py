"""Services of the agency's own: offered beside HUD's, with what the agency asks, ended, and told of before they end."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.viewer import Viewer
from hearth.actions.remind_of_services import remind_of_services
from hearth.records.models import AssignedStaff, LocalService, Notice, ServiceOffered
from hearth.records.write import change
from tests.community import Community, add_client, add_exit, add_household, viewer_for

START = date(2026, 1, 5)


@pytest.fixture
def household(community: Community) -> list[Any]:
    people = [add_client(community, name, "Example") for name in ("Rosa", "Mateo")]
    return add_household(community, people, community.rapid, START)


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def browser(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def offer(community: Community, name: str, **columns: Any) -> ServiceOffered:
    with change(by=None, action="offer_service") as signed:
        return ServiceOffered.objects.create(
            organization=columns.pop("organization", community.own_agency),
            category="Stability",
            name=name,
            change=signed,
            **columns,
        )


def record(browser: Browser, stays: list[Any], offered: ServiceOffered, **sent: Any) -> Any:
    usual = {"members": [str(one.pk) for one in stays], "service": f"own-{offered.pk}", "on": "2026-02-01"}
    return browser.post(reverse("services:record", args=[stays[0].pk]), usual | sent)


def test_a_program_offers_its_agencys_own_services_and_no_others(
    community: Community, household: list[Any], browser: Browser
) -> None:
    offer(community, "Budget coaching")
    offer(community, "Shelter laundry", project=community.shelter)
    offer(community, "Old help", ends_on=date(2025, 1, 1))
    offer(community, "Theirs", organization=community.other_agency)
    form = browser.get(reverse("services:record", args=[household[0].pk])).context["form"]
    [_blank, (category, own)] = form.fields["service"].choices
    assert (category, [name for _key, name in own]) == ("Stability", ["Budget coaching"])


def test_what_the_agency_asks_is_asked_and_kept_for_each_who_was_ticked(
    community: Community, household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    coaching = offer(
        community, "Budget coaching", asks_minutes=True, asks_amount=True, asks_place=True, delivery="long"
    )
    assert record(browser, household, coaching).status_code == 200, "time, amount and place are asked"
    told = {"minutes": "45", "spent": "12.50", "place": "Library", "until": "2026-06-30", "remark": "Weekly"}
    assert record(browser, household, coaching, **told).status_code == 302
    rows: Any = viewer.rows(LocalService)
    assert {row.client_id for row in rows} == {stay.client_id for stay in household}
    row = rows[0]
    assert (row.minutes, float(row.amount), row.place, row.ends_on, row.note) == (
        45,
        12.5,
        "Library",
        date(2026, 6, 30),
        "Weekly",
    )
    page = browser.get(reverse("client:services", args=[household[0].client_id])).content.decode()
    assert "Stability: Budget coaching" in page and "45 minutes" in page
    browser.post(reverse("client:take_back", args=[household[0].client_id, row.change_id]))
    assert not viewer.rows(LocalService).exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"on": "2026-01-01"}, "started on 5 Jan 2026, after this date."),
        ({"until": "2026-01-31"}, "The last day is before the first."),
    ],
)
def test_days_that_cannot_be_are_refused(
    community: Community,
    household: list[Any],
    browser: Browser,
    viewer: Viewer,
    sent: dict[str, str],
    words: str,
) -> None:
    storage = offer(community, "Storage", delivery="long")
    assert words in record(browser, household, storage, **sent).content.decode()
    assert not viewer.rows(LocalService).exists()


def test_one_is_ended_deleted_and_brought_back(
    community: Community, household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    record(browser, household[:1], offer(community, "Storage", delivery="long"))
    row: Any = viewer.rows(LocalService).get()
    done = browser.post(
        reverse("services:correct_own", args=[row.pk]), {"on": "2026-02-01", "until": "2026-03-01"}
    )
    assert done.status_code == 302
    assert viewer.rows(LocalService).get().ends_on == date(2026, 3, 1)
    browser.post(reverse("deleted:delete", args=["local_service", row.pk]))
    assert not viewer.rows(LocalService).exists()
    browser.post(reverse("deleted:restore", args=["local_service", row.pk]))
    assert viewer.rows(LocalService).exists()


def test_who_recorded_it_is_told_once_so_many_days_before_it_ends(
    community: Community, household: list[Any], browser: Browser, viewer: Viewer, later: Callable[..., Any]
) -> None:
    storage = offer(community, "Storage", delivery="long", expiry_notice_days=5)
    record(browser, household[:1], storage, until=(viewer.today + timedelta(days=6)).isoformat())
    assert remind_of_services() == 0
    later(days=1)
    assert (remind_of_services(), remind_of_services()) == (1, 0)
    assert Notice.objects.get(event="service_ends").account == community.personas["intake_worker"]


def assign(community: Community, stay: Any, account: Any) -> None:
    with change(by=None, action="test") as signed:
        AssignedStaff.objects.create(
            enrollment=stay, organization=community.own_agency, account=account, change=signed
        )


def test_who_is_assigned_is_told_too_and_it_stands_on_their_list(
    community: Community,
    household: list[Any],
    browser: Browser,
    browser_of: Callable[..., Browser],
    viewer: Viewer,
) -> None:
    manager = community.personas["agency_manager"]
    assign(community, household[0], manager)
    storage = offer(community, "Storage", delivery="long", expiry_notice_days=5)
    record(browser, household[:1], storage, until=(viewer.today + timedelta(days=5)).isoformat())
    row: Any = viewer.rows(LocalService).get()
    assert remind_of_services() == 2
    assert {one.account for one in Notice.objects.filter(event="service_ends")} == {
        manager,
        community.personas["intake_worker"],
    }
    for one in (browser_of(manager), browser):
        page = one.get(reverse("to_do:list") + "?show=services").content.decode()
        assert reverse("services:correct_own", args=[row.pk]) in page
        assert "show=services" in one.get(reverse("to_do:counts")).content.decode()


def test_a_service_that_was_prolonged_or_is_given_anew_is_told_of_no_more(
    community: Community, household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    storage = offer(community, "Storage", delivery="long", expiry_notice_days=5)
    soon = {"until": (viewer.today + timedelta(days=3)).isoformat()}
    record(browser, household, storage, **soon)
    first: Any = viewer.rows(LocalService).get(enrollment=household[0])
    later_on = {"on": "2026-02-01", "until": (viewer.today + timedelta(days=90)).isoformat()}
    browser.post(reverse("services:correct_own", args=[first.pk]), later_on)
    record(browser, household[1:], storage, on=viewer.today.isoformat())
    assert remind_of_services() == 0
    assert "show=services" not in browser.get(reverse("to_do:counts")).content.decode()


def test_who_left_is_told_of_no_more(
    community: Community, household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    storage = offer(community, "Storage", delivery="long", expiry_notice_days=5)
    record(browser, household[:1], storage, until=(viewer.today + timedelta(days=3)).isoformat())
    add_exit(community, household[0], viewer.today)
    assert remind_of_services() == 0
