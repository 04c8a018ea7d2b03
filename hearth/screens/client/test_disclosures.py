"""What was sent out about a client: their own list, whoever sent it."""

from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist

from hearth.access.disclosures import disclosures
from hearth.records.models import Client, DisclosedClient, Disclosure
from tests.community import Community, add_client, viewer_for


def sent(recipient: str, *clients: Client) -> Disclosure:
    made = Disclosure.objects.create(recipient=recipient, purpose="Report", is_hashed=True, operator="root")
    for client in clients:
        DisclosedClient.objects.create(client=client, disclosure=made)
    return made


def test_the_exports_with_a_client_are_listed_newest_first(community: Community) -> None:
    rosa, noor = (
        add_client(community, name, "Example", organization=community.own_agency) for name in ("Rosa", "Noor")
    )
    first, second = sent("Eva", rosa, noor), sent("Example State", rosa)
    by = viewer_for(community.personas["intake_worker"])

    assert list(disclosures(by, rosa)) == [second, first]
    assert list(disclosures(by, noor)) == [first]


def test_who_may_not_open_a_client_gets_no_list(community: Community) -> None:
    elsewhere = add_client(community, "Noor", "Elsewhere", organization=community.other_agency)
    sent("Eva", elsewhere)
    with pytest.raises(ObjectDoesNotExist):
        disclosures(viewer_for(community.personas["intake_worker"]), elsewhere)


def test_the_page_says_who_got_it_what_for_and_what_was_in_it(
    community: Community, browser_of: Any, django_assert_max_num_queries: Any
) -> None:
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    browser = browser_of(community.personas["intake_worker"])
    address = f"/clients/{rosa.pk}/disclosures/"
    assert "This person was in no export." in browser.get(address).content.decode()

    for number in range(30):
        made = sent(f"Example State {number}", rosa)
        made.export = {"ExportStartDate": "2025-10-01", "ExportEndDate": "2026-09-30"}
        made.save()

    with django_assert_max_num_queries(12):
        page = browser.get(address).content.decode()
    for words in (
        "Example State 29",
        "For: Report",
        "HMIS records from 1 Oct 2025 to 30 Sep 2026",
        "Name and Social Security number hashed",
        "The command line (root)",
        "Showing 25 of 30",
    ):
        assert words in page, words
