from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from hearth.records import clock
from hearth.records.models import Account, Client, ReleaseOfInformation
from hearth.records.write import change
from hearth.rules.client.age import age_on
from hearth.screens import client_bar
from hearth.screens.client_frame import TABS
from tests.community import Community, add_client, add_exit, add_household, viewer_for
from tests.consent import set_columns

BORN = date(1990, 3, 12)
START = date(2026, 1, 5)
PAGES = ("/clients/{}/", "/clients/{}/services/", "/clients/{}/history/", "/clients/{}/disclosures/")


@pytest.fixture
def worker(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


@pytest.fixture
def rosa(community: Community) -> Client:
    rosa = add_client(community, "Rosa", "Example", dob=BORN, organization=community.own_agency)
    leo = add_client(community, "Leo", "Example", dob=date(2018, 1, 1))
    add_household(community, [rosa, leo], community.shelter, START)
    return rosa


def bar_of(browser: Browser, address: str) -> str:
    page = browser.get(address).content.decode()
    return page.split('<section class="client-bar"', 1)[1].split("</section>", 1)[0]


def test_the_bar_is_the_same_on_every_page_of_the_client(worker: Browser, rosa: Client) -> None:
    bar, *others = {bar_of(worker, page.format(rosa.pk)) for page in PAGES}
    assert not others
    for words in (
        "Rosa Example",
        f"Age {age_on(clock.today(), BORN)}",
        rosa.unique_identifier,
        "Leo Example",
        "Not shared: nobody asked",
    ):
        assert words in bar, words


def test_each_tab_opens_and_says_that_it_is_the_one_shown(worker: Browser, rosa: Client) -> None:
    opened = set()
    for first in worker.get(f"/clients/{rosa.pk}/").context["tabs"]:
        for tab in worker.get(first["url"]).context["tabs_under"] or [first]:
            page = worker.get(tab["url"])
            assert page.status_code == 200
            assert [one["url"] for one in page.context["tabs"] if one["current"]] == [first["url"]]
            shown = page.context["tabs_under"] or page.context["tabs"]
            assert [one["url"] for one in shown if one["current"]] == [tab["url"]]
            opened.add(tab["url"])
    assert len(opened) == len(TABS)


def test_the_first_line_of_tabs_stays_one_line(worker: Browser, rosa: Client) -> None:
    tabs = worker.get(f"/clients/{rosa.pk}/").context["tabs"]
    assert len(tabs) <= 10
    assert sum(len(tab["label"]) for tab in tabs) <= 90


@pytest.mark.parametrize(
    ("release", "said"),
    [
        ({"permission": True, "ends_on": None}, "Shared"),
        ({"permission": True, "ends_on": timedelta(days=10)}, "Sharing ends on"),
        ({"permission": True, "ends_on": timedelta(days=-10)}, "Sharing ended on"),
        ({"permission": False, "ends_on": None}, "the client said no"),
    ],
)
def test_the_bar_says_what_the_client_released(
    community: Community, rosa: Client, release: dict[str, Any], said: str
) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    ends = release["ends_on"]
    starts = viewer.today - timedelta(days=30)
    with change(by=None, action="test") as signed:
        ReleaseOfInformation.objects.create(
            client=rosa,
            kind="verbal",
            permission=release["permission"],
            starts_on=starts,
            ends_on=ends and viewer.today + ends,
            scope="community",
            organization=community.own_agency,
            change=signed,
        )
    assert said in client_bar.said_of(viewer, rosa)["notice"][0].text


def test_the_bar_says_that_the_client_is_private(community: Community, rosa: Client) -> None:
    with change(by=None, action="make_private"):
        rosa.is_private = True
        rosa.save(update_fields=["is_private"])
    viewer = viewer_for(community.personas["intake_worker"])
    assert "Private client" in [one.text for one in client_bar.said_of(viewer, rosa)["notice"]]


def test_the_bar_says_that_an_open_enrollment_is_private_as_long_as_it_is_open(
    community: Community, rosa: Client
) -> None:
    viewer = viewer_for(community.personas["intake_worker"])

    def said() -> bool:
        return "Private enrollment" in [one.text for one in client_bar.said_of(viewer, rosa)["notice"]]

    stay = viewer.enrollments.get(client=rosa)
    leo = viewer.enrollments.exclude(pk=stay.pk).get()
    set_columns(leo, is_private=True)
    assert not said()
    set_columns(stay, is_private=True)
    assert said()
    left = add_exit(community, stay, viewer.today)
    assert not said()
    set_columns(left, date_deleted=clock.now())
    assert said()
    set_columns(stay, is_private=None)
    assert not said()
    set_columns(community.own_agency, is_confidential=True)
    assert said()


def test_however_much_the_bar_says_it_asks_once(
    community: Community, rosa: Client, django_assert_num_queries: Any
) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    # What every page asks before: where the viewer works, and what others give.
    assert viewer.zones
    assert viewer.received
    with django_assert_num_queries(1):
        client_bar.said_of(viewer, rosa)
