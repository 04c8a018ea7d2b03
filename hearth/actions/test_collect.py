"""Answers are stored once per stage and day, corrected where they stand, and nothing is invented."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from hearth.access.answers import ANNUAL, EXIT, START, UPDATE, AnswersOf
from hearth.access.viewer import Viewer
from hearth.actions.collect import Answers, collect
from hearth.actions.refusal import NotDone
from hearth.records.models import Enrollment
from tests.community import Community, add_client, add_enrollment, add_exit, viewer_for

DAY = date(2026, 1, 5)


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def stay(community: Community) -> Enrollment:
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12))
    return add_enrollment(community, rosa, community.shelter, DAY)


def income(**values: object) -> Answers:
    return Answers("IncomeBenefits", {}, values)


def physical(response: int | None) -> Answers:
    return Answers("Disabilities", {"DisabilityType": 5}, {"DisabilityResponse": response})


def test_an_intake_is_dated_on_the_start_and_writes_each_row_once(viewer: Viewer, stay: Enrollment) -> None:
    for earned in (900, 950):
        collect(
            viewer=viewer,
            enrollment=stay,
            stage=START,
            on=date(2026, 2, 1),
            answers=[
                income(IncomeFromAnySource=1, Earned=1, EarnedAmount=Decimal(earned)),
                physical(1),
                Answers("Enrollment", {}, {"LivingSituation": 116, "DisablingCondition": 1}),
            ],
            open_questions=3,
        )
    stored = AnswersOf(viewer, viewer.enrollments.get(pk=stay.pk)).at(START, DAY)
    assert stored["IncomeBenefits.EarnedAmount"] == 950
    assert stored["Disabilities[DisabilityType=5].DisabilityResponse"] == 1
    assert stored["Enrollment.LivingSituation"] == 116
    assert [(one.stage, one.on, one.open_questions) for one in AnswersOf(viewer, stay).collections()] == [
        (START, DAY, 3)
    ]


def test_a_row_that_nobody_answered_is_not_made_and_an_answer_can_be_emptied(
    viewer: Viewer, stay: Enrollment
) -> None:
    def answer(response: int | None) -> dict[str, object]:
        collect(
            viewer=viewer,
            enrollment=stay,
            stage=UPDATE,
            on=DAY,
            answers=[physical(response)],
            open_questions=0,
        )
        return AnswersOf(viewer, stay).at(UPDATE, DAY)

    name = "Disabilities[DisabilityType=5].DisabilityResponse"
    assert name not in answer(None)
    assert answer(1)[name] == 1
    assert answer(None)[name] is None


@pytest.mark.parametrize("on", [date(2026, 1, 4), date(2026, 1, 11), date(2999, 1, 1)])
def test_answers_outside_the_stay_are_refused_and_nothing_is_stored(
    community: Community, viewer: Viewer, stay: Enrollment, on: date
) -> None:
    add_exit(community, stay, date(2026, 1, 10))
    with pytest.raises(NotDone):
        collect(viewer=viewer, enrollment=stay, stage=UPDATE, on=on, answers=[physical(1)], open_questions=0)
    assert AnswersOf(viewer, stay).collections() == []


def test_answers_at_exit_need_the_exit_and_are_dated_on_it(
    community: Community, viewer: Viewer, stay: Enrollment
) -> None:
    with pytest.raises(NotDone, match="has not left"):
        collect(viewer=viewer, enrollment=stay, stage=EXIT, on=DAY, answers=[], open_questions=0)
    add_exit(community, stay, date(2026, 1, 10))
    made = collect(
        viewer=viewer, enrollment=stay, stage=EXIT, on=DAY, answers=[physical(0)], open_questions=0
    )
    assert made.information_date == date(2026, 1, 10)


def test_who_may_not_record_assessments_records_none(community: Community, stay: Enrollment) -> None:
    reader = viewer_for(community.personas["reporting_only"])
    with pytest.raises(PermissionDenied):
        collect(viewer=reader, enrollment=stay, stage=ANNUAL, on=DAY, answers=[], open_questions=0)


def test_the_last_answers_are_offered_but_never_those_about_violence(
    viewer: Viewer, stay: Enrollment
) -> None:
    later = date(2026, 2, 1)
    collect(
        viewer=viewer,
        enrollment=stay,
        stage=START,
        on=DAY,
        answers=[
            income(IncomeFromAnySource=0),
            Answers("HealthAndDV", {}, {"DomesticViolenceSurvivor": 1, "GeneralHealthStatus": 2}),
            Answers("Enrollment", {}, {"LivingSituation": 116}),
        ],
        open_questions=0,
    )
    offered = AnswersOf(viewer, stay).last(UPDATE, later)
    assert offered["IncomeBenefits.IncomeFromAnySource"] == (0, DAY)
    assert offered["HealthAndDV.GeneralHealthStatus"] == (2, DAY)
    assert "HealthAndDV.DomesticViolenceSurvivor" not in offered
    assert not any(name.startswith("Enrollment.") for name in offered)
    assert "IncomeBenefits.IncomeFromAnySource" not in AnswersOf(viewer, stay).last(START, DAY)
