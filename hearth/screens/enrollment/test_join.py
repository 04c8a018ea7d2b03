"""The page where two enrollments of one stay are seen side by side, joined and taken apart."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hearth.access.viewer import Viewer
from hearth.records.models import Account
from tests.community import Community, add_client, add_enrollment, add_exit, add_services, viewer_for

FIRST, SECOND = date(2026, 1, 5), date(2026, 1, 20)
QUERIES_AT_MOST = 12
# Two enrollments, each with its household and what was asked.
BOTH_AT_MOST = 26


@pytest.fixture
def pair(community: Community) -> tuple[Any, Any]:
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12), organization=community.own_agency)
    first = add_enrollment(community, rosa, community.shelter, FIRST)
    add_exit(community, first, SECOND)
    second = add_enrollment(community, rosa, community.shelter, SECOND)
    add_services(community, second, [SECOND])
    return first, second


@pytest.fixture
def manager(community: Community) -> Viewer:
    return viewer_for(community.personas["agency_manager"])


@pytest.fixture
def browser(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["agency_manager"])


def test_the_enrollments_page_leads_there_for_who_may_and_where_there_is_something_to_join(
    community: Community,
    pair: tuple[Any, Any],
    browser: Browser,
    browser_of: Callable[[Account], Browser],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    worker = browser_of(community.personas["intake_worker"])
    other = add_enrollment(community, pair[0].client, community.rapid, FIRST)
    for stay, is_told in ((pair[0], True), (pair[1], True), (other, False)):
        link = f'href="{reverse("enrollment:join", args=[stay.pk])}"'
        address = reverse("enrollment:enrollment", args=[stay.pk])
        assert (link in browser.get(address).content.decode()) == is_told
        assert link not in worker.get(address).content.decode()
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        browser.get(reverse("enrollment:enrollment", args=[other.pk]))


def test_both_are_shown_joined_with_one_button_and_taken_apart_with_one(
    pair: tuple[Any, Any],
    browser: Browser,
    manager: Viewer,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    address = reverse("enrollment:join", args=[pair[1].pk])
    with django_assert_max_num_queries(BOTH_AT_MOST):
        page = browser.get(address)
    [shown] = page.context["pairs"]
    assert [(side.start, side.left_on, side.services) for side in (shown["into"], shown["goes"])] == [
        (FIRST, SECOND, 0),
        (SECOND, None, 1),
    ]
    done = browser.post(address, {"other": str(shown["other"]), "why": "Entered twice"})
    kept = reverse("enrollment:join", args=[pair[0].pk])
    assert done["Location"] == kept
    assert manager.enrollments.count() == 1
    after = browser.get(kept)
    [act] = after.context["joined"]
    assert "Entered twice" in after.content.decode()
    browser.post(reverse("enrollment:take_apart", args=[pair[0].pk]), {"change": str(act.pk)})
    assert manager.enrollments.count() == 2
    again = browser.post(
        reverse("enrollment:take_apart", args=[pair[0].pk]), {"change": str(act.pk)}, follow=True
    )
    assert "It was undone already" in again.content.decode()


def test_what_is_no_stay_of_theirs_is_not_joined_and_an_empty_page_says_so(
    community: Community, pair: tuple[Any, Any], browser: Browser, manager: Viewer
) -> None:
    other = add_enrollment(community, pair[0].client, community.rapid, FIRST)
    page = browser.get(reverse("enrollment:join", args=[other.pk])).content.decode()
    assert "Nothing to join" in page
    refused = browser.post(reverse("enrollment:join", args=[pair[0].pk]), {"other": str(other.pk)})
    assert "Not joined. Nothing was changed." in refused.content.decode()
    assert manager.enrollments.count() == 3
