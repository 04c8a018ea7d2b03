"""What is remembered of each look and each act: who, when, on which page, and nothing that somebody typed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.log import log_reading, log_sign_in
from hearth.records.models import Change, Reading, SignIn
from hearth.records.place import place, working_at
from hearth.records.write import change
from tests.community import Community, add_client, add_household, viewer_for


def test_a_change_names_the_page_that_it_was_made_on_without_ids(
    community: Community, browser_of: Callable[..., Browser]
) -> None:
    rosa = add_client(community, "Rosa", "Example")
    [stay] = add_household(community, [rosa], community.shelter, date(2026, 3, 1))
    worker = community.personas["intake_worker"]
    sent = {"members": [str(stay.id)], "service": "200-200", "on": viewer_for(worker).today.isoformat()}
    browser_of(worker).post(reverse("services:record", args=[stay.id]), sent)
    assert Change.objects.get(account=worker).screen == "services:record"


def test_a_reading_names_page_and_agency(community: Community, browser_of: Callable[..., Browser]) -> None:
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    browser_of(community.personas["intake_worker"]).get(reverse("client:client", args=[rosa.pk]))
    reading = Reading.objects.get(client_id=rosa.pk)
    assert (reading.screen, reading.organization_id) == ("client:client", community.own_agency.pk)


def test_a_page_ends_with_its_request(community: Community, browser_of: Callable[..., Browser]) -> None:
    browser_of(community.personas["intake_worker"]).get(reverse("find_client:find"))
    assert place() == ""


def test_a_change_of_a_job_or_a_command_names_it(community: Community) -> None:
    with working_at("job:import_file"), change(by=None, action="import"):
        pass
    assert Change.objects.get(action="import").screen == "job:import_file"


def test_one_look_is_one_insert(community: Community, django_assert_num_queries: Any) -> None:
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    viewer = viewer_for(community.personas["intake_worker"])
    with django_assert_num_queries(1):
        log_reading(viewer, "record", rosa)


def test_the_words_of_a_search_are_recognised_but_not_kept(community: Community) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    for words in ("Quillfeather", "quillfeather ", "Other"):
        log_reading(viewer, "search", words=words, how_many=1)
    first, again, other = (bytes(row.words or b"") for row in Reading.objects.order_by("id"))
    assert first == again != other
    assert b"uill" not in first


def test_a_login_keeps_its_address_and_neither_the_session_nor_the_name_that_was_tried(
    community: Community,
) -> None:
    log_sign_in(SignIn.Kind.FAILED, None, address="192.0.2.7", session="abc", name_tried="MyPassword!")
    row = SignIn.objects.get()
    assert (row.kind, row.address, row.account) == ("failed", "192.0.2.7", None)
    assert b"abc" not in bytes(row.session or b"") and b"assword" not in bytes(row.name_tried or b"")


@pytest.mark.parametrize("kind", SignIn.Kind.values)
def test_every_kind_of_coming_and_going_fits_its_column(kind: str) -> None:
    assert len(kind) <= 10
