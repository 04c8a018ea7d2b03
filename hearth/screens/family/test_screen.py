import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from hearth.access.family import families_of, own_family
from hearth.access.viewer import Viewer
from hearth.actions.keep_family import add_member
from hearth.records.models import Account, Client
from tests.community import Community, add_client, add_household, viewer_for

# Eight of them are the frame's and the login's.
QUERIES_AT_MOST = 12
START = date(2026, 1, 5)


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def browser(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


@pytest.fixture
def people(community: Community) -> list[Client]:
    return [
        add_client(community, name, "Example", organization=community.own_agency)
        for name in ("Ana", "Ben", "Cy", "Dot")
    ]


def page_of(browser: Browser, client: Client) -> str:
    answer = browser.get(f"/clients/{client.pk}/family/")
    assert answer.status_code == 200
    return answer.content.decode()


def send(browser: Browser, client: Client, do: str, **more: str) -> Any:
    sent = {"do": do, "joined_on": "2026-03-01", "relationship": "", "q": ""} | more
    return browser.post(f"/clients/{client.pk}/family/", sent)


def names(viewer: Viewer, client: Client) -> list[str | None]:
    family = own_family(viewer, client)
    return [row.client.first_name for row in family.members] if family else []


def test_a_page_without_a_family_says_how_one_begins(browser: Browser, people: list[Client]) -> None:
    page = page_of(browser, people[0])
    assert "No family yet" in page
    assert "Opened last" not in page
    page_of(browser, people[1])
    assert "Opened last" in page_of(browser, people[0])


def test_one_press_adds_who_was_found_and_the_undo_takes_them_out(
    browser: Browser, viewer: Viewer, people: list[Client]
) -> None:
    ana, ben, *_ = people
    assert "Ben Example" in send(browser, ana, "search", q="ben").content.decode()
    answer = send(browser, ana, f"add:{ben.pk}", relationship="partner")
    assert answer["Location"] == f"/clients/{ana.pk}/family/"
    family = own_family(viewer, ana)
    assert family is not None
    assert [(row.relationship, row.joined_on) for row in family.members if not row.is_head] == [
        ("partner", date(2026, 3, 1))
    ]
    page = page_of(browser, ana)
    undo = f"/clients/family/{next(row.pk for row in family.members if not row.is_head)}/take-out/"
    assert undo in page
    assert browser.post(undo)["Location"] == f"/clients/{ana.pk}/family/"
    assert names(viewer, ana) == ["Ana"]


def test_who_heads_a_family_elsewhere_joins_only_with_what_happens_said(
    browser: Browser, viewer: Viewer, people: list[Client]
) -> None:
    ana, ben, cy, dot = people
    add_member(viewer=viewer, client_id=ana.pk, person_id=ben.pk, joined_on=START)
    found = send(browser, cy, "search", q="ana").content.decode()
    for words in ("Head of a family of 2", "Join alone", "Join with all 2"):
        assert words in found, words
    refused = send(browser, cy, f"add:{ana.pk}").content.decode()
    assert "Ana Example is in another family" in refused
    bens = next(row for row in families_of(viewer, ben)[0].members if row.client_id == ben.pk)
    send(browser, cy, f"join:{ana.pk}", **{f"next_head_{ana.pk}": str(bens.pk)})
    assert names(viewer, cy) == ["Cy", "Ana"]
    assert names(viewer, ben) == ["Ben"]
    send(browser, dot, f"all:{cy.pk}")
    assert len(names(viewer, dot)) == 3


@pytest.mark.parametrize("do", ["search", "join"])
def test_the_head_chosen_beside_who_was_found_stays_chosen_when_another_letter_is_typed_or_the_date_is_refused(
    browser: Browser, viewer: Viewer, people: list[Client], do: str
) -> None:
    ana, ben, cy, dot = people
    for one in (ben, dot):
        add_member(viewer=viewer, client_id=ana.pk, person_id=one.pk, joined_on=START)
    dots = next(row for row in families_of(viewer, dot)[0].members if row.client_id == dot.pk)
    chosen = {f"next_head_{ana.pk}": str(dots.pk)}
    day = (viewer.today + timedelta(days=3)).isoformat()
    page = send(
        browser, cy, do if do == "search" else f"join:{ana.pk}", q="ana e", joined_on=day, **chosen
    ).content.decode()
    assert re.findall(r"<option value=\S+ selected>(\w+) Example", page) == ["Dot"]


def test_a_date_in_the_future_is_refused_at_its_field_and_nothing_typed_is_lost(
    browser: Browser, viewer: Viewer, people: list[Client]
) -> None:
    day = (viewer.today + timedelta(days=3)).isoformat()
    answer = send(browser, people[0], f"add:{people[1].pk}", joined_on=day, q="ben", relationship="child")
    assert answer.context["form"].errors.keys() == {"joined_on"}
    page = answer.content.decode()
    assert day in page
    assert 'value="ben"' in page


def test_a_member_leaves_becomes_the_head_and_is_told_as_former(
    browser: Browser, viewer: Viewer, people: list[Client]
) -> None:
    ana, ben, *_ = people
    bens = add_member(viewer=viewer, client_id=ana.pk, person_id=ben.pk, joined_on=START)
    address = f"/clients/family/{bens.pk}/"
    assert "Make Ben Example the head" in browser.get(address).content.decode()
    browser.post(address, {"do": "head"})
    early = browser.post(address, {"do": "leave", "left_on": "2025-01-01", "next_head": ""})
    assert early.context["leaving"].errors.keys() == {"next_head"}
    family = own_family(viewer, ana)
    assert family is not None
    browser.post(address, {"do": "leave", "left_on": "2026-02-01", "next_head": str(family.own.pk)})
    page = page_of(browser, ana)
    assert "5 Jan 2026 – 1 Feb 2026" in page
    assert "Earlier families" in page_of(browser, ben)


def test_the_household_becomes_the_family_in_one_press(
    community: Community, browser: Browser, viewer: Viewer, people: list[Client]
) -> None:
    ana, ben, cy, dot = people
    add_household(community, [ana, ben, cy], community.shelter, START)
    add_member(viewer=viewer, client_id=dot.pk, person_id=cy.pk)
    assert "Enrolled together and not in this family: Ana Example, Cy Example." in page_of(browser, ben)
    page = browser.post(f"/clients/{ben.pk}/family/household/", follow=True).content.decode()
    assert "Not added, because they are in another family: Cy Example." in page
    family = own_family(viewer, ben)
    assert family is not None
    assert [(row.client.first_name, row.is_head, row.relationship) for row in family.members] == [
        ("Ana", True, ""),
        ("Ben", False, "child"),
    ]


def test_a_new_person_is_added_on_the_way_and_waits_to_be_added_to_the_family(
    browser: Browser, people: list[Client]
) -> None:
    ana, ben, *_ = people
    found = send(browser, ana, "search", q="Nobody Known").content.decode()
    assert 'formaction="/clients/add/"' in found
    form = browser.post("/clients/add/", {"do": "start", "q": "Nobody Known", "into_family": str(ana.pk)})
    assert f'name="into_family" value="{ana.pk}"' in form.content.decode()
    back = browser.get(f"/clients/{ana.pk}/family/?add={ben.pk}").content.decode()
    assert "Just added" in back
    assert f"add:{ben.pk}" in back


def test_the_bar_names_the_family_and_marks_its_head(
    browser: Browser, viewer: Viewer, people: list[Client]
) -> None:
    ana, ben, *_ = people
    add_member(viewer=viewer, client_id=ana.pk, person_id=ben.pk)
    page = browser.get(f"/clients/{ben.pk}/").content.decode()
    assert "Ana Example · head" in page


def test_who_may_only_read_is_shown_no_buttons(
    community: Community, browser_of: Callable[[Account], Browser], viewer: Viewer, people: list[Client]
) -> None:
    add_member(viewer=viewer, client_id=people[0].pk, person_id=people[1].pk)
    page = page_of(browser_of(community.personas["reporting_only"]), people[0])
    assert "Ben Example" in page
    assert "Add somebody" not in page
    assert "/take-out/" not in page


def test_the_page_asks_few_questions_however_large_the_family_is(
    community: Community,
    browser: Browser,
    viewer: Viewer,
    people: list[Client],
    django_assert_max_num_queries: Any,
) -> None:
    add_household(community, people, community.shelter, START)
    for person in people[1:]:
        add_member(viewer=viewer, client_id=people[0].pk, person_id=person.pk)
        page_of(browser, person)
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        page_of(browser, people[0])
