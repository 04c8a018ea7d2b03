from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from hearth.records.models import Account
from hearth.records.write import change
from tests.community import Community, add_client, add_exit, add_household, viewer_for

START = date(2026, 1, 5)
# Six of them ask who it is and whether they may: session, account, role, login, settings, inbox.
QUERIES_AT_MOST = 10


@pytest.fixture
def worker(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def family(community: Community, start: date = START) -> list[Any]:
    clients = [add_client(community, name, "Example", dob=date(1990, 3, 12)) for name in ("Rosa", "Leo")]
    return add_household(community, clients, community.shelter, start)


def test_the_list_counts_the_households_and_the_clients_of_today(
    community: Community, worker: Browser
) -> None:
    today = viewer_for(community.personas["intake_worker"]).today
    family(community)
    family(community, today + timedelta(days=1))
    for enrollment in family(community):
        add_exit(community, enrollment, today)
    rows = {project: counts for project, _, *counts in worker.get("/programs/").context["rows"]}
    assert rows[community.shelter] == [1, 2]
    assert rows[community.rapid] == [0, 0]


def test_only_a_community_wide_role_is_shown_the_programs_of_every_agency(
    community: Community, worker: Browser, browser_of: Callable[[Account], Browser]
) -> None:
    assert "Hillside" not in worker.get("/programs/").content.decode()
    assert (
        "Hillside Services" in browser_of(community.personas["hmis_lead"]).get("/programs/").content.decode()
    )


def test_a_closed_program_is_last_and_says_since_when(community: Community, worker: Browser) -> None:
    with change(by=None, action="close_program"):
        community.shelter.operating_end_date = date(2024, 6, 30)
        community.shelter.save()
    answer = worker.get("/programs/")
    assert answer.context["rows"][-1][0] == community.shelter
    assert "Closed 30 Jun 2024" in answer.content.decode()


def test_a_program_tells_what_it_is_and_who_is_there_today(community: Community, worker: Browser) -> None:
    rosa, _ = family(community)
    page = worker.get(f"/programs/{community.shelter.pk}/").content.decode()
    for words in (
        "Emergency Shelter",
        "since 1 Jan 2020",
        "XX-501",
        "HUD: ESG",
        "Rosa Example",
        f"/clients/{rosa.client_id}/",
        "Showing 1 of 1",
    ):
        assert words in page, words


def test_a_program_of_another_agency_does_not_exist(community: Community, worker: Browser) -> None:
    assert worker.get(f"/programs/{community.other_program.pk}/").status_code == 404


def test_a_full_program_costs_no_more_queries_than_an_empty_one(
    community: Community, worker: Browser, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        family(community)
    for address in ("/programs/", f"/programs/{community.shelter.pk}/"):
        with django_assert_max_num_queries(QUERIES_AT_MOST):
            page = worker.get(address)
        assert page.status_code == 200
    assert "Showing 25 of 30" in page.content.decode()
