"""A condition is said in words that a worker understands."""

import pytest

from hearth.hud.condition import condition
from hearth.hud.elements import elements
from hearth.hud.sentence import in_words
from hearth.hud.standard import standard


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "funder in hud_coc and project.type != 14",
            "the funder is HUD: CoC, and the project type is not CE",
        ),
        ("project.type not in [0, 1, 4]", "the project type is not ES-EE, ES-NbN nor SO"),
        ("project.access_point == 1", "the project is a coordinated entry access point"),
        ("person.is_head == 0", "it is not so that the person is the head of household"),
        ("'HUD: HOPWA' in project.funders", "a funder of the project is HUD: HOPWA"),
        (
            "project.type in residential_with_beds",
            "the project type is one of the group “residential with beds”",
        ),
    ],
)
def test_a_rule_names_funders_and_project_types(text: str, words: str) -> None:
    known = standard()
    assert in_words(condition(text, known.sets), known) == words


def test_a_branch_names_the_question_before_it_and_its_answer() -> None:
    known, income = standard(), elements()["4.02"]
    assert (
        in_words(condition("Earned == 1"), known, income) == "“Do you earn money from wages or a job?” is Yes"
    )
    assert in_words(condition("EarnedAmount is None"), known, income) == "“How much a month?” is not answered"


def test_a_branch_may_name_a_question_of_another_element_in_the_same_row() -> None:
    known = standard()
    words = in_words(condition("DisabilityResponse == 1"), known, elements()["W4"])
    assert words == f"“{elements()['4.08'].questions[0].text}” is Yes"


def test_every_condition_of_the_standard_can_be_said() -> None:
    known = standard()
    for element in elements().values():
        conditions = [rule.when for rule in element.collected] + [each.ask_if for each in element.questions]
        for each in filter(None, conditions):
            assert in_words(each, known, element)
