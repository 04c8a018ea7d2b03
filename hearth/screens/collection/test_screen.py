"""The questions person by person: asked by the standard, saved with what is open, offered again the next time."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hearth.access.answers import START as AT_START
from hearth.access.answers import AnswersOf
from hearth.access.viewer import Viewer
from hearth.records.models import DataCollection
from tests.community import Community, add_client, add_household, viewer_for

START = date(2025, 3, 1)
QUERIES_AT_MOST = 12


@pytest.fixture
def household(community: Community) -> list[Any]:
    born = {"Rosa": 1990, "Mateo": 2015, "Luz": 2019}
    people = [add_client(community, name, "Example", dob=date(year, 3, 12)) for name, year in born.items()]
    return add_household(community, people, community.supportive, START)


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def browser(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def address(enrollment: Any, stage: str = "start", on: str = "") -> str:
    return reverse("collection:collect", args=[enrollment.pk, stage]) + (f"?on={on}" if on else "")


def test_intake_asks_what_the_standard_asks_and_not_what_enrolling_settled(
    household: list[Any], browser: Browser
) -> None:
    page = browser.get(address(household[0]))
    names = set(page.context["form"].fields)
    assert {"Enrollment_LivingSituation", "IncomeBenefits_IncomeFromAnySource"} <= names
    assert not {"Enrollment_EntryDate", "Enrollment_RelationshipToHoH", "Enrollment_EnrollmentCoC"} & names
    assert (
        "IncomeBenefits_IncomeFromAnySource" not in browser.get(address(household[1])).context["form"].fields
    )


def test_what_was_answered_is_saved_and_the_rest_stays_open(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    sent = {"Enrollment_LivingSituation": "116", "IncomeBenefits_IncomeFromAnySource": "0"}
    answer = browser.post(address(household[0]), sent | {"do": "next"})
    assert answer["Location"] == address(household[1])
    stored = AnswersOf(viewer, viewer.enrollments.get(pk=household[0].pk)).at(AT_START, START)
    assert stored["Enrollment.LivingSituation"] == 116
    assert stored["IncomeBenefits.TotalMonthlyIncome"] == 0
    assert stored["Enrollment.DateToStreetESSH"] is None
    left = viewer.rows(DataCollection).get(enrollment=household[0]).open_questions
    assert left > 0
    assert f"{left} questions" in browser.get(address(household[1])).content.decode()
    page = browser.get(address(household[0]))
    assert page.context["form"].initial["Enrollment_LivingSituation"] == 116


def test_the_last_of_the_household_leads_back_to_the_enrollment(
    household: list[Any], browser: Browser
) -> None:
    page = browser.get(address(household[2]))
    assert page.context["next_name"] == ""
    answer = browser.post(address(household[2]), {"do": "next"})
    assert answer["Location"] == reverse("enrollment:enrollment", args=[household[2].pk])


def test_last_times_answers_are_taken_only_when_a_section_is_confirmed(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    browser.post(
        address(household[0]),
        {
            "IncomeBenefits_IncomeFromAnySource": "1",
            "IncomeBenefits_Earned": "1",
            "IncomeBenefits_EarnedAmount": "900",
        },
    )
    page = browser.get(address(household[0], "annual", "2026-03-05"))
    assert not page.context["form"].initial
    offered = {one.section.heading: one for one in page.context["sections"]}
    assert offered["Income"].last == START
    number = offered["Income"].number
    again = browser.post(
        address(household[0], "annual"),
        {"on": "2026-03-05", "confirm": str(number), "IncomeBenefits_Earned": "0"},
    )
    initial = again.context["form"].initial
    assert initial["IncomeBenefits_IncomeFromAnySource"] == 1
    assert initial["IncomeBenefits_Earned"] == "0", "what was typed stands"
    assert not viewer.rows(DataCollection).filter(stage=5).exists()
    browser.post(
        address(household[0], "annual"), {"on": "2026-03-05", "IncomeBenefits_IncomeFromAnySource": "0"}
    )
    assert viewer.rows(DataCollection).get(stage=5).information_date == date(2026, 3, 5)


def test_an_annual_assessment_outside_its_window_says_so(household: list[Any], browser: Browser) -> None:
    inside = browser.get(address(household[1], "annual", "2026-03-31")).content.decode()
    outside = browser.get(address(household[1], "annual", "2026-04-01")).content.decode()
    assert "This day is outside" not in inside
    assert "This day is outside" in outside


def test_a_day_outside_the_stay_is_refused_and_what_was_typed_stands(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    sent = {"on": "2025-02-27", "IncomeBenefits_IncomeFromAnySource": "0"}
    page = browser.post(address(household[0], "update"), sent)
    assert page.status_code == 200
    assert "after this date" in page.content.decode()
    assert page.context["form"]["IncomeBenefits_IncomeFromAnySource"].value() == "0"
    assert not viewer.rows(DataCollection).exists()


def test_who_may_only_read_gets_the_answers_without_a_button(
    community: Community, household: list[Any], browser_of: Callable[..., Browser]
) -> None:
    reader = browser_of(community.personas["reporting_only"])
    page = reader.get(address(household[0]))
    if page.status_code == 200:
        assert not page.context["may_save"]
        assert all(field.disabled for field in page.context["form"].fields.values())
    assert reader.post(address(household[0]), {}).status_code == 403


def test_there_is_no_stage_of_another_name(household: list[Any], browser: Browser) -> None:
    assert browser.get(address(household[0], "tomorrow")).status_code == 404


def test_the_pages_ask_the_database_a_bounded_number_of_times(
    household: list[Any],
    browser: Browser,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for page in (address(household[0]), reverse("enrollment:enrollment", args=[household[0].pk])):
        with django_assert_max_num_queries(QUERIES_AT_MOST):
            assert browser.get(page).status_code == 200
