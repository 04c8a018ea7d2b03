from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from hearth.access.contacts import contacts_of
from hearth.actions.enroll_household import Member, enroll_household
from hearth.actions.keep_contact import add_contact
from hearth.actions.test_keep_contact import MOTHER
from hearth.records.models import Account, Client, Notice
from tests.community import HEAD, Community, add_account, add_client, viewer_for

# Eight of them are the frame's and the login's.
QUERIES_AT_MOST = 12
SENT = {
    "kind": "own",
    "phone": "555-0100",
    "is_safe_to_call": "yes",
    "may_leave_message": "no",
    "is_active": "on",
}


@pytest.fixture
def browser(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", organization=community.own_agency)


def test_a_contact_is_added_and_says_whether_it_is_safe_to_call(
    community: Community, browser: Browser, rosa: Client
) -> None:
    assert "No contact yet" in browser.get(f"/clients/{rosa.pk}/contacts/").content.decode()
    answer = browser.post(f"/clients/{rosa.pk}/contacts/new/", SENT, follow=True)
    page = answer.content.decode()
    for words in ('href="tel:555-0100"', "Safe to call", "Leave no message"):
        assert words in page, words
    (row,) = contacts_of(viewer_for(community.personas["intake_worker"]), rosa)
    answer = browser.post(f"/clients/contacts/{row.pk}/", SENT | {"is_safe_to_call": "no"}, follow=True)
    page = answer.content.decode()
    assert "Do not call: not safe" in page
    assert "tel:" not in page


def test_a_contact_without_a_way_is_refused_at_its_field(browser: Browser, rosa: Client) -> None:
    answer = browser.post(f"/clients/{rosa.pk}/contacts/new/", {"kind": "emergency"})
    assert answer.context["form"].errors.keys() == {"phone", "name"}


def test_a_colleague_is_put_on_the_team_and_asked_through_the_inbox(
    community: Community, browser: Browser, rosa: Client
) -> None:
    nurse = add_account("nurse", community.own_agency, "intake_worker")
    sent = {"account": str(nurse.pk), "role": "Nurse", "starts_on": "2026-01-05"}
    page = browser.post(f"/clients/{rosa.pk}/team/new/", sent, follow=True).content.decode()
    assert "Nurse Persona" in page
    browser.post(f"/clients/{rosa.pk}/team/{nurse.pk}/ask/")
    assert Notice.objects.filter(account=nurse, event="asked_about_client").count() == 1


def test_the_page_asks_few_questions(
    community: Community, browser: Browser, rosa: Client, django_assert_max_num_queries: Any
) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    enroll_household(viewer=viewer, project=community.shelter, members=[Member(rosa, HEAD, viewer.today)])
    for _number in range(3):
        add_contact(viewer=viewer, client_id=rosa.pk, said=MOTHER)
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        browser.get(f"/clients/{rosa.pk}/contacts/")
