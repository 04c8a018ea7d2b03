"""A household's questions on one page: each row one question, each column one person, and nothing given unasked."""

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
from hearth.records.models import DataCollection, Reading
from tests.community import Community, add_client, add_household, viewer_for

START = date(2025, 3, 1)


@pytest.fixture
def household(community: Community) -> list[Any]:
    born = {"Rosa": 1990, "Leo": 1988, "Luz": 2019}
    people = [add_client(community, name, "Example", dob=date(year, 3, 12)) for name, year in born.items()]
    return add_household(community, people, community.supportive, START)


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def browser(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def address(enrollment: Any, stage: str = "start", on: str = "") -> str:
    return reverse("collection:household", args=[enrollment.pk, stage]) + (f"?on={on}" if on else "")


def sent(enrollment: Any, **answers: object) -> dict[str, Any]:
    return {f"{enrollment.pk.hex}-{name}": value for name, value in answers.items()}


def stored(viewer: Viewer, enrollment: Any) -> dict[str, Any]:
    return AnswersOf(viewer, viewer.enrollments.get(pk=enrollment.pk)).at(AT_START, START)


def row(page: Any, name: str) -> Any:
    return next(row for one in page.context["sections"] for row in one.rows if row.first.field.name == name)


def test_each_question_is_a_row_and_who_is_not_asked_it_has_no_field(
    household: list[Any], browser: Browser
) -> None:
    page = browser.get(address(household[0]))
    income = row(page, "IncomeBenefits_IncomeFromAnySource")
    assert [question is not None for _column, question in income.cells] == [True, True, False]
    health = row(page, "Disabilities_DisabilityType_5_DisabilityResponse")
    assert all(question is not None for _column, question in health.cells)
    headings = [one.heading for one in page.context["sections"]]
    assert len(headings) == len(set(headings))


def test_a_household_is_saved_whole_and_what_is_open_is_counted(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    rosa, leo, luz = household
    answer = browser.post(
        address(rosa),
        sent(rosa, Enrollment_LivingSituation="116", IncomeBenefits_IncomeFromAnySource="0")
        | sent(leo, IncomeBenefits_IncomeFromAnySource="1")
        | sent(luz, Disabilities_DisabilityType_5_DisabilityResponse="0"),
    )
    assert answer["Location"] == reverse("enrollment:enrollment", args=[rosa.pk])
    assert stored(viewer, rosa)["Enrollment.LivingSituation"] == 116
    assert stored(viewer, leo)["IncomeBenefits.IncomeFromAnySource"] == 1
    assert stored(viewer, luz)["Disabilities[DisabilityType=5].DisabilityResponse"] == 0
    noted = viewer.rows(DataCollection).filter(enrollment__in=[one.pk for one in household])
    assert len({one.change_id for one in noted}) == 1
    assert all(one.open_questions > 0 for one in noted)


def test_a_wrong_answer_of_one_stores_nothing_of_anybody_and_what_was_typed_stands(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    rosa, leo, _luz = household
    page = browser.post(
        address(rosa),
        sent(rosa, IncomeBenefits_IncomeFromAnySource="0")
        | sent(
            leo,
            IncomeBenefits_IncomeFromAnySource="1",
            IncomeBenefits_Earned="1",
            IncomeBenefits_EarnedAmount="much",
        ),
    )
    assert page.status_code == 200
    assert "Leo Example: " in page.content.decode()
    assert not viewer.rows(DataCollection).exists()
    assert page.context["columns"][0].form["IncomeBenefits_IncomeFromAnySource"].value() == "0"


def test_copying_the_heads_prior_living_situation_is_a_deliberate_act(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    rosa, leo, _luz = household
    first = browser.get(address(rosa))
    assert not row(first, "Enrollment_LivingSituation").is_for_all
    typed = sent(rosa, Enrollment_LivingSituation="116", Enrollment_LengthOfStay="10")
    page = browser.post(address(rosa), typed | {"do": "copy"})
    form = page.context["columns"][1].form
    assert (form["Enrollment_LivingSituation"].value(), form["Enrollment_LengthOfStay"].value()) == (
        "116",
        "10",
    )
    assert not viewer.rows(DataCollection).exists(), "nothing is stored until Save"
    browser.post(address(rosa), typed)
    assert stored(viewer, leo)["Enrollment.LivingSituation"] is None


def test_what_is_never_prefilled_is_never_given_to_all(household: list[Any], browser: Browser) -> None:
    page = browser.get(address(household[0]))
    assert not row(page, "HealthAndDV_DomesticViolenceSurvivor").is_for_all
    assert row(page, "Disabilities_DisabilityType_5_DisabilityResponse").is_for_all


def test_last_answers_are_confirmed_for_everybody_section_by_section(
    household: list[Any], browser: Browser, viewer: Viewer
) -> None:
    rosa, leo, _luz = household
    browser.post(
        address(rosa),
        sent(
            rosa,
            IncomeBenefits_IncomeFromAnySource="0",
            HealthAndDV_DomesticViolenceSurvivor="1",
            Disabilities_DisabilityType_5_DisabilityResponse="0",
        )
        | sent(leo, IncomeBenefits_IncomeFromAnySource="0"),
    )
    page = browser.get(address(rosa, "annual", "2026-03-05"))
    offered = {one.heading: one for one in page.context["sections"]}
    assert offered["Income"].last == START
    assert "Safety" not in offered or offered["Safety"].last is None
    again = browser.post(
        address(rosa, "annual"), {"on": "2026-03-05", "confirm": str(offered["Income"].number)}
    )
    forms = [column.form for column in again.context["columns"]]
    assert [form.initial.get("IncomeBenefits_IncomeFromAnySource") for form in forms] == [0, 0, None]
    health = "Disabilities_DisabilityType_5_DisabilityResponse"
    assert forms[0].initial.get(health) is None, "never all at once"
    browser.post(
        address(rosa, "annual"),
        {"on": "2026-03-05"} | sent(rosa, IncomeBenefits_IncomeFromAnySource="0"),
    )
    confirmed = viewer.rows(DataCollection).filter(stage=5, enrollment=rosa).get()
    assert confirmed.information_date == date(2026, 3, 5)


def test_each_person_on_the_page_counts_as_looked_at(household: list[Any], browser: Browser) -> None:
    browser.get(address(household[0]))
    looked_at = set(Reading.objects.filter(what="enrollment").values_list("client_id", flat=True))
    assert looked_at == {one.client_id for one in household}


def test_who_is_alone_is_asked_alone(community: Community, browser: Browser) -> None:
    alone = add_household(community, [add_client(community, "Ann", "Example")], community.shelter, START)
    answer = browser.get(address(alone[0]))
    assert answer["Location"] == reverse("collection:collect", args=[alone[0].pk, "start"])


def test_the_grid_asks_the_database_as_often_for_eight_as_for_three(
    community: Community,
    household: list[Any],
    browser: Browser,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    people = [add_client(community, f"Kim{number}", "Example", dob=date(2010, 1, 1)) for number in range(8)]
    large = add_household(community, people, community.supportive, START)
    for one in (household[0], large[0]):
        with django_assert_max_num_queries(12):
            assert browser.get(address(one)).status_code == 200
