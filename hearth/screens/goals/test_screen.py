"""Goals of a stay: set, changed, ended and taken away; their days do not contradict each other."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.viewer import Viewer
from hearth.actions.merge_clients import merge_clients
from hearth.actions.undo_merge import undo_merge
from hearth.records.models import Account, Enrollment, Goal
from hearth.records.write import change
from tests.community import Community, add_client, add_enrollment, viewer_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def stay(community: Community) -> Enrollment:
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    return add_enrollment(community, rosa, community.shelter, date(2026, 1, 5))


@pytest.fixture
def worker(anna: Account) -> Viewer:
    return viewer_for(anna)


@pytest.fixture
def browser(anna: Account, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(anna)


def sent(**more: str) -> dict[str, str]:
    return {"description": "Find work", "starts_on": "2026-01-10", "status": "open", **more}


def set_it(browser: Browser, stay: Enrollment, **more: str) -> Any:
    return browser.post(reverse("goals:stay", args=[stay.pk]), sent(**more))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"status": "achieved"}, "ended_on"),
        ({"status": "given_up"}, "ended_on"),
        ({"status": "achieved", "ended_on": "2026-01-09"}, "ended_on"),
        ({"status": "achieved", "ended_on": "2999-01-01"}, "ended_on"),
        ({"ended_on": "2026-01-11"}, "ended_on"),
        ({"target_on": "2026-01-09"}, "target_on"),
    ],
)
def test_a_goal_that_ended_has_its_day_and_no_day_is_before_the_start(
    browser: Browser, stay: Enrollment, worker: Viewer, given: dict[str, str], field: str
) -> None:
    answer = set_it(browser, stay, **given)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "Find work" in answer.content.decode(), "nothing typed is lost"
    assert not worker.rows(Goal).exists()


def test_the_database_itself_refuses_an_achieved_goal_without_its_day(
    browser: Browser, stay: Enrollment, worker: Viewer
) -> None:
    set_it(browser, stay)
    goal: Any = worker.rows(Goal).get()
    goal.status = Goal.Status.ACHIEVED
    with pytest.raises(IntegrityError), transaction.atomic(), change(by=worker.account, action="change_goal"):
        goal.save(update_fields=["status"])


def test_open_goals_stand_before_those_that_ended_and_a_change_keeps_what_stood_there(
    browser: Browser, stay: Enrollment, worker: Viewer
) -> None:
    set_it(browser, stay, progress="Wrote a letter.")
    set_it(browser, stay, description="See a dentist", target_on="2026-09-01")
    first: Any = worker.rows(Goal).get(description="Find work")
    changed = sent(status="achieved", ended_on="2026-02-01", progress="Began on Monday.")
    assert browser.post(reverse("goals:edit", args=[first.pk]), changed).status_code == 302
    page = browser.get(reverse("goals:stay", args=[stay.pk]))
    assert [one.description for one in page.context["goals"]] == ["See a dentist", "Find work"]
    text = page.content.decode()
    assert text.index("What stood here before") < text.index("Wrote a letter.")


def test_what_stood_before_tells_the_status_and_the_days_too(
    browser: Browser, stay: Enrollment, worker: Viewer
) -> None:
    set_it(browser, stay, target_on="2026-03-01")
    goal: Any = worker.rows(Goal).get()
    change_it = reverse("goals:edit", args=[goal.pk])
    browser.post(change_it, sent(status="given_up", ended_on="2026-02-01", target_on="2026-04-01"))
    text = browser.get(reverse("goals:stay", args=[stay.pk])).content.decode()
    now, before = text.split("What stood here before")
    assert "Given up 1 Feb 2026" in now
    assert "target 1 Apr 2026" in now
    assert "target 1 Mar 2026" in before


@pytest.mark.parametrize(
    "page", ["enrollment:enrollment", "exit_household:exit", "notes:stay", "notes:client"]
)
def test_an_open_goal_is_told_where_the_stay_is_worked_on_and_an_ended_one_is_not(
    browser: Browser, stay: Enrollment, worker: Viewer, page: str
) -> None:
    set_it(browser, stay)
    set_it(browser, stay, description="See a dentist", status="achieved", ended_on="2026-02-01")
    goal: Any = worker.rows(Goal).get(description="Find work")
    text = browser.get(
        reverse(page, args=[stay.client_id if page == "notes:client" else stay.pk])
    ).content.decode()
    assert "1 open goal" in text
    assert f"{reverse('goals:stay', args=[stay.pk])}#goal-{goal.pk}" in text
    assert "See a dentist" not in text


def test_who_reads_no_notes_is_told_no_goals_by_the_stay(
    community: Community, browser: Browser, stay: Enrollment, browser_of: Callable[[Account], Browser]
) -> None:
    set_it(browser, stay)
    other = browser_of(community.personas["reporting_only"])
    answer = other.get(reverse("enrollment:enrollment", args=[stay.pk]))
    assert answer.status_code == 200
    assert "Find work" not in answer.content.decode()


def test_open_goals_do_not_hold_up_the_exit(browser: Browser, stay: Enrollment, worker: Viewer) -> None:
    set_it(browser, stay)
    sent_at_exit = {"exit_date": "2026-03-01", "destination_all": "410", "do": "save"}
    assert browser.post(reverse("exit_household:exit", args=[stay.pk]), sent_at_exit).status_code == 302
    assert worker.exits.filter(enrollment=stay).exists()


def test_a_goal_is_deleted_softly_and_brought_back_and_each_leads_to_its_stay(
    browser: Browser, stay: Enrollment, worker: Viewer
) -> None:
    set_it(browser, stay)
    goal: Any = worker.rows(Goal).get()
    page = reverse("goals:stay", args=[stay.pk])
    assert browser.post(reverse("deleted:delete", args=["goal", goal.pk]))["Location"] == page
    assert not worker.rows(Goal).exists()
    assert browser.post(reverse("deleted:restore", args=["goal", goal.pk]))["Location"] == page
    assert worker.rows(Goal).exists()


def test_the_history_of_the_stay_tells_of_a_goal(browser: Browser, stay: Enrollment) -> None:
    set_it(browser, stay, category="Work")
    page = browser.get(reverse("history:stay", args=[stay.pk])).content.decode()
    assert "Goal: Find work" in page


def test_another_agency_reads_no_goals_of_the_stay(
    community: Community, browser: Browser, stay: Enrollment
) -> None:
    set_it(browser, stay)
    assert not viewer_for(community.stranger).rows(Goal).exists()


def test_a_goal_goes_along_in_a_merge_and_comes_back_when_it_is_undone(
    community: Community, browser: Browser, stay: Enrollment
) -> None:
    set_it(browser, stay)
    lead = viewer_for(community.personas["hmis_lead"])
    kept = add_client(community, "Rosita", "Example", organization=community.own_agency)
    merge = merge_clients(viewer=lead, kept_id=kept.pk, merged_id=stay.client_id)
    assert [one.client_id for one in lead.rows(Goal)] == [kept.pk]
    assert "Find work" in browser.get(reverse("goals:stay", args=[stay.pk])).content.decode()
    undo_merge(viewer=lead, merge_id=merge.pk)
    assert [one.client_id for one in lead.rows(Goal)] == [stay.client_id]


def test_the_page_asks_at_most_twelve_queries_for_five_goals(
    browser: Browser, stay: Enrollment, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        set_it(browser, stay, description=f"Goal {number}")
    browser.get(reverse("goals:stay", args=[stay.pk]))
    with django_assert_max_num_queries(12):
        browser.get(reverse("goals:stay", args=[stay.pk]))
