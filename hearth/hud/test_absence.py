"""What a form leaves out is said with the reason, and nothing is left unsaid."""

import datetime

import pytest

from hearth.hud.absence import Absent, absent
from hearth.hud.collection import PersonFacts, ProjectFacts, asked, stages
from hearth.hud.elements import elements
from hearth.hud.golden import fixture

ON = datetime.date(2026, 2, 1)
HEAD = PersonFacts(age=35, relationship=1)
CHILD = PersonFacts(age=8, relationship=2)
SHELTER, SUPPORTIVE, DAY = 0, 3, 11
COC_PSH, LOCAL_FUNDER = 2, 46


def why(found: list[Absent], number: str) -> str:
    return next(each.why for each in found if each.element.number == number and each.question is None)


@pytest.mark.parametrize("stage", stages())
@pytest.mark.parametrize("person", [HEAD, CHILD], ids=["head", "child"])
def test_every_element_is_asked_or_said_to_be_absent(stage: str, person: PersonFacts) -> None:
    project = ProjectFacts(type=SUPPORTIVE, funders=(COC_PSH,))
    on_form = {field.element.number for field in asked(stage, project, person, ON)}
    left_out = [each.element.number for each in absent(stage, project, person, ON) if not each.question]
    kinds = {number: element.kind for number, element in elements().items()}
    assert len(left_out) == len(set(left_out))
    assert on_form.isdisjoint(left_out)
    assert on_form | set(left_out) >= {number for number, kind in kinds.items() if kind != "metadata"}


def test_what_is_not_about_the_person_is_said_so() -> None:
    found = absent("start", ProjectFacts(type=SUPPORTIVE, funders=(COC_PSH,)), CHILD, ON)
    assert why(found, "4.02") == "It is asked about head and adults; this is another member aged 8."


def test_what_no_rule_wants_names_the_funders_that_would() -> None:
    reason = why(absent("start", ProjectFacts(type=DAY, funders=(LOCAL_FUNDER,)), HEAD, ON), "4.02")
    assert reason.startswith(
        "No rule asks for it in a project of type DAY with Local or Other Funding Source"
    )
    assert "HUD: CoC, HUD: ESG, HUD: HOPWA" in reason


def test_what_belongs_to_another_moment_or_another_time_is_said_so() -> None:
    found = absent("start", ProjectFacts(type=SUPPORTIVE, funders=(COC_PSH,)), HEAD, ON)
    assert why(found, "3.12") == "It is asked at another moment: project exit."
    assert "no longer asked" in why(found, "R3")


def test_a_question_that_the_project_closes_is_listed_with_its_condition() -> None:
    found = absent("start", ProjectFacts(type=SUPPORTIVE, funders=(COC_PSH,)), HEAD, ON)
    (reason,) = (each.why for each in found if each.question and each.question.column == "NoMedicaidReason")
    assert (
        reason
        == "It is asked only if “Do you have Medicaid?” is No, and a funder of the project is HUD: HOPWA."
    )


def test_a_local_question_of_another_moment_is_listed_too() -> None:
    project = ProjectFacts(type=SHELTER, funders=(LOCAL_FUNDER,))
    found = absent("exit", project, HEAD, ON, [fixture("sacramento")])
    assert why(found, "sacramento.1") == "It is asked at another moment: project start and update."


def test_what_a_local_rule_adds_is_not_absent() -> None:
    project = ProjectFacts(type=SHELTER, funders=(LOCAL_FUNDER,))
    without = absent("current_living_situation", project, HEAD, ON)
    with_rules = absent("current_living_situation", project, HEAD, ON, [fixture("sacramento")])
    assert "4.12" in {each.element.number for each in without}
    assert "4.12" not in {each.element.number for each in with_rules if not each.question}
