"""An intake that was left half-way is real, and stands on the to-do list until it is done."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from hearth.access.answers import START
from hearth.access.unfinished_intakes import unfinished_intakes
from hearth.access.viewer import Viewer
from hearth.records.models import DataCollection
from hearth.records.write import change
from tests.community import Community, add_client, add_enrollment, add_exit, add_household, viewer_for

DAY = date(2026, 1, 5)


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def household(community: Community) -> list[Any]:
    people = [add_client(community, name, "Example") for name in ("Rosa", "Luz")]
    return add_household(community, people, community.shelter, DAY)


def asked(viewer: Viewer, stay: Any, left: int) -> None:
    held = viewer.rows(DataCollection).filter(enrollment=stay).first()
    with change(by=None, action="collect") as signed:
        row = held or DataCollection(
            enrollment=stay,
            client_id=stay.client_id,
            stage=START,
            information_date=DAY,
            organization=viewer.organization,
            change=signed,
        )
        row.open_questions = left
        row.save()


def test_an_intake_is_on_the_list_until_no_question_is_open(viewer: Viewer, household: list[Any]) -> None:
    rosa, luz = household
    asked(viewer, rosa, 4)
    assert [(one.pk, one.open_questions) for one in unfinished_intakes(viewer)] == [
        (rosa.pk, 4),
        (luz.pk, None),
    ]
    asked(viewer, rosa, 0)
    asked(viewer, luz, 0)
    assert list(unfinished_intakes(viewer)) == []


def test_who_has_left_and_who_is_elsewhere_is_not_on_the_list(
    community: Community, viewer: Viewer, household: list[Any]
) -> None:
    add_enrollment(community, add_client(community, "Ann", "Example"), community.other_program, DAY)
    for stay in household:
        add_exit(community, stay, date(2026, 2, 1))
    assert list(unfinished_intakes(viewer)) == []


def test_the_list_is_one_query(
    viewer: Viewer, household: list[Any], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    viewer.today, viewer.received  # noqa: B018 -- what every page has asked already
    with django_assert_num_queries(1):
        assert [one.client.first_name for one in unfinished_intakes(viewer)] == ["Rosa", "Luz"]
