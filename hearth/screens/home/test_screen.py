from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client as Browser

from hearth.records.models import Account, Backup
from tests.community import Community, add_client, viewer_for


@pytest.mark.parametrize(
    ("persona", "places"),
    [
        ("intake_worker", ["Home", "Clients", "Outreach", "Shelter", "Programs", "Openings", "Forms"]),
        (
            "agency_manager",
            [
                "Home",
                "Clients",
                "Outreach",
                "Shelter",
                "Programs",
                "Openings",
                "Forms",
                "Reports",
                "People",
                "Roles",
            ],
        ),
        (
            "hmis_lead",
            [
                "Home",
                "Clients",
                "Outreach",
                "Duplicates",
                "Shelter",
                "Programs",
                "Openings",
                "Forms",
                "Reports",
                "Data",
                "Log",
                "People",
                "Sharing",
                "Roles",
                "Settings",
            ],
        ),
        ("reporting_only", ["Home", "Clients", "Programs", "Forms", "Reports"]),
    ],
)
def test_the_navigation_shows_what_the_role_may_open_and_nothing_else(
    community: Community, browser_of: Callable[[Account], Browser], persona: str, places: list[str]
) -> None:
    navigation = browser_of(community.personas[persona]).get("/").context["navigation"]
    assert [place.label for place in navigation] == places
    assert [place.label for place in navigation if place.current] == ["Home"]


def test_the_clients_opened_last_are_one_click_away(
    community: Community, browser_of: Callable[[Account], Browser]
) -> None:
    account = community.personas["intake_worker"]
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    viewer_for(account).client(rosa.pk)
    assert f'href="/clients/{rosa.pk}/"' in browser_of(account).get("/").content.decode()


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (5, "5\xa0hours ago"),
        (40, "The last backup is old"),
        (None, "None yet"),
    ],
)
def test_the_lead_sees_the_age_of_the_last_backup_and_is_warned_when_a_night_was_missed(
    community: Community, browser_of: Callable[[Account], Browser], hours: int | None, words: str
) -> None:
    if hours is not None:
        Backup.objects.create(made_at=datetime.now(UTC) - timedelta(hours=hours), size=1, is_sealed=True)
    assert words in browser_of(community.personas["hmis_lead"]).get("/").content.decode()
    assert words not in browser_of(community.personas["agency_manager"]).get("/").content.decode()


def test_a_system_that_was_never_backed_up_warns_from_its_second_night_on(
    community: Community, browser_of: Callable[[Account], Browser]
) -> None:
    Account.objects.update(created_at=datetime.now(UTC) - timedelta(hours=37))
    page = browser_of(community.personas["hmis_lead"]).get("/").content.decode()
    assert "There is no backup" in page


def test_a_page_has_one_search_box(community: Community, browser_of: Callable[[Account], Browser]) -> None:
    browser = browser_of(community.personas["intake_worker"])
    for address in ("/", "/clients/", "/programs/"):
        assert browser.get(address).content.decode().count("data-search") == 1, address
