"""The history of an enrollment: everything that was recorded in it, in one list, as far as the viewer may read it."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.actions.write_note import Written, write_note
from hearth.records.models import Account, Client, DataCollection, Enrollment, IncomeBenefits
from hearth.records.write import change
from tests.community import (
    CHILD,
    ENTERED,
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_exit,
    add_services,
    viewer_for,
)

START = date(2026, 1, 5)


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", organization=community.own_agency)


@pytest.fixture
def stay(community: Community, rosa: Client) -> Enrollment:
    return add_enrollment(community, rosa, community.shelter, START)


@pytest.fixture
def browser(anna: Account, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(anna)


def text(browser: Browser, stay: Enrollment, **query: str) -> str:
    answer = browser.get(reverse("history:stay", args=[stay.pk]), query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def kinds_shown(browser: Browser, stay: Enrollment, **query: str) -> list[tuple[str, str]]:
    answer = browser.get(reverse("history:stay", args=[stay.pk]), query)
    return [(line.kind, line.what) for line in answer.context["lines"]]


def noted(community: Community, stay: Enrollment, on: date, stage: int = 1, left: int = 2) -> None:
    with change(by=community.personas["intake_worker"], action="collect") as signed:
        DataCollection.objects.create(
            enrollment=stay,
            client=stay.client,
            stage=stage,
            information_date=on,
            open_questions=left,
            organization=community.own_agency,
            change=signed,
        )
        answered(community, stay, on, stage, signed)


def answered(community: Community, stay: Enrollment, on: date, stage: int, signed: Any) -> None:
    IncomeBenefits.objects.create(
        enrollment=stay,
        client=stay.client,
        information_date=on,
        data_collection_stage=stage,
        source=community.source,
        hud_id=f"i{stage}-{on}",
        change=signed,
        date_created=ENTERED,
        date_updated=ENTERED,
    )


def test_what_was_recorded_in_a_stay_stands_in_one_list_the_latest_day_first(
    community: Community, browser: Browser, anna: Account, stay: Enrollment
) -> None:
    noted(community, stay, START + timedelta(days=1))
    add_services(community, stay, [START + timedelta(days=2)])
    written = Written(title="Call", text="Talked.", on=START + timedelta(days=4), category="")
    write_note(viewer=viewer_for(anna), client=stay.client, written=written, enrollment=stay)
    mateo = add_client(community, "Mateo", "Example", organization=community.own_agency)
    add_enrollment(
        community,
        mateo,
        community.shelter,
        START + timedelta(days=3),
        household_id=stay.household_id,
        relationship_to_hoh=CHILD,
    )
    assert kinds_shown(browser, stay) == [
        ("Notes and goals", "Call"),
        ("Household", "Came"),
        ("Nights and beds", "Bed night"),
        ("Answers", "Intake"),
        ("Household", "Came"),
    ]
    page = text(browser, stay)
    assert "Mateo Example: Came" in page
    assert "2 questions open" in page


def test_one_kind_is_chosen_in_the_address(community: Community, browser: Browser, stay: Enrollment) -> None:
    noted(community, stay, START)
    add_services(community, stay, [START])
    assert kinds_shown(browser, stay, kind="answers") == [("Answers", "Intake")]
    assert "Nothing of this kind yet" in text(browser, stay, kind="files")
    assert len(kinds_shown(browser, stay, kind="nonsense")) == len(kinds_shown(browser, stay))


def test_answers_that_came_by_import_are_one_line_a_collection(
    community: Community, browser: Browser, stay: Enrollment
) -> None:
    with change(by=None, action="import") as signed:
        answered(community, stay, START, 5, signed)
    assert kinds_shown(browser, stay, kind="answers") == [("Answers", "Annual assessment")]
    assert "Came by import" in text(browser, stay, kind="answers")


def test_a_correction_of_the_stay_tells_before_and_after_and_why(
    community: Community, browser: Browser, stay: Enrollment
) -> None:
    with change(by=community.personas["intake_worker"], action="correct_enrollment", why="Read from a paper"):
        stay.entry_date = START - timedelta(days=2)
        stay.save()
    page = text(browser, stay, kind="corrections")
    assert "Corrected the stay" in page and "Read from a paper" in page
    assert "<del>5 Jan 2026</del> → <ins>3 Jan 2026</ins>" in page


def test_one_act_that_corrected_several_records_is_one_line(
    community: Community, browser: Browser, stay: Enrollment
) -> None:
    services = add_services(community, stay, [START, START + timedelta(days=1)])
    with change(by=community.personas["intake_worker"], action="correct_service"):
        for one in services:
            one.date_provided += timedelta(days=1)
            one.save()
    assert kinds_shown(browser, stay, kind="corrections") == [("Corrections", "Corrected a service")]


def test_who_may_not_read_notes_or_answers_is_not_told_of_any(
    community: Community, stay: Enrollment, anna: Account, browser_of: Callable[[Account], Browser]
) -> None:
    noted(community, stay, START)
    written = Written(title="Secret", text="Talked.", on=START, category="")
    write_note(viewer=viewer_for(anna), client=stay.client, written=written, enrollment=stay)
    counter = browser_of(add_account("counter", community.own_agency, "sacramento_2021_services_only"))
    reporter = browser_of(community.personas["reporting_only"])
    for kind in ("", "answers"):
        assert "Answers" not in {one for one, _what in kinds_shown(counter, stay, kind=kind)}
    for kind in ("", "notes"):
        assert "Notes and goals" not in {one for one, _what in kinds_shown(reporter, stay, kind=kind)}
        assert "Secret" not in text(reporter, stay, kind=kind)
    assert "Secret" in text(counter, stay)


def test_thousands_of_nights_are_told_page_by_page_with_at_most_twelve_queries(
    community: Community, browser: Browser, stay: Enrollment, django_assert_max_num_queries: Any
) -> None:
    add_services(community, stay, [START + timedelta(days=night) for night in range(1500)])
    noted(community, stay, START)
    with change(by=community.personas["intake_worker"], action="correct_enrollment"):
        stay.entry_date = START - timedelta(days=2)
        stay.save()
    add_exit(community, stay, date(2026, 3, 1))
    text(browser, stay)
    with django_assert_max_num_queries(12):
        page = text(browser, stay)
    assert "Showing 25 of 1,50" in page
