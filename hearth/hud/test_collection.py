"""Which questions a form asks, and the reason it gives for each."""

import datetime
from pathlib import Path

import pytest

from hearth.hud.collection import (
    AskedField,
    PersonFacts,
    ProjectFacts,
    UnknownStage,
    asked,
    collection_year,
    stages,
)
from hearth.hud.elements import BadElement
from hearth.hud.golden import fixture
from hearth.hud.local import read_local_rules

ON = datetime.date(2026, 2, 1)
HEAD = PersonFacts(age=35, relationship=1)
MEMBER = PersonFacts(age=35, relationship=3)
CHILD = PersonFacts(age=8, relationship=2)
PSH, ES_EE, ES_NBN, SO, SSO, RRH, CE, HP, DAY = 3, 0, 1, 4, 6, 13, 14, 12, 11


def numbers(fields: list[AskedField]) -> set[str]:
    return {field.element.number for field in fields}


def field(fields: list[AskedField], column: str) -> AskedField:
    return next(each for each in fields if each.question.column == column)


def test_a_field_says_which_funder_and_project_type_want_it_and_about_whom() -> None:
    fields = asked("start", ProjectFacts(type=PSH, funders=(2,)), HEAD, ON)
    assert field(fields, "IncomeFromAnySource").reason == (
        "because funder HUD: CoC – Permanent Supportive Housing (2) and project type PSH (3); about head and adults"
    )
    assert field(fields, "EntryDate").reason == "because every project collects it; about all clients"


def test_every_funder_that_wants_an_element_is_named() -> None:
    fields = asked("start", ProjectFacts(type=RRH, funders=(3, 46, 33)), HEAD, ON)
    reason = field(fields, "IncomeFromAnySource").reason
    assert "HUD: CoC – Rapid Re-Housing (3)" in reason
    assert "VA: Supportive Services for Veteran Families (33)" in reason
    assert "46" not in reason


def test_a_person_of_unknown_age_is_asked_what_an_adult_is_asked() -> None:
    project = ProjectFacts(type=PSH, funders=(2,))
    adult, unknown = PersonFacts(40, 3), PersonFacts(None, 3)
    fields = asked("start", project, unknown, ON)
    assert numbers(fields) == numbers(asked("start", project, adult, ON))
    assert field(fields, "IncomeFromAnySource").reason.endswith("(age unknown counts as adult)")
    assert PersonFacts(17).is_adult is False
    assert PersonFacts(18).is_adult is True


def test_a_child_is_asked_about_insurance_and_disabilities_but_not_about_income() -> None:
    asked_of_child = numbers(asked("start", ProjectFacts(type=PSH, funders=(2,)), CHILD, ON))
    assert {"4.04", "4.05", "3.08", "3.10", "3.15"} <= asked_of_child
    assert not {"4.02", "4.03", "4.11", "3.917", "3.16"} & asked_of_child


def test_only_the_head_is_asked_for_the_enrollment_coc() -> None:
    project = ProjectFacts(type=PSH, funders=(2,))
    assert "3.16" in numbers(asked("start", project, HEAD, ON))
    assert "3.16" not in numbers(asked("start", project, MEMBER, ON))


def test_shelters_ask_the_whole_homeless_history_and_housing_looks_through_short_stays() -> None:
    shelter = asked("start", ProjectFacts(type=ES_EE), HEAD, ON)
    assert field(shelter, "DateToStreetESSH").ask_if is None
    assert not [
        each for each in shelter if each.question.column in ("LOSUnderThreshold", "PreviousStreetESSH")
    ]
    housing = asked("start", ProjectFacts(type=RRH), HEAD, ON)
    history = field(housing, "DateToStreetESSH").ask_if
    assert history
    assert history.holds({"LivingSituation": 116})
    assert history.holds({"LivingSituation": 206, "PreviousStreetESSH": 1})
    assert not history.holds({"LivingSituation": 206})


def test_what_is_settled_by_the_project_is_never_left_open_on_the_form() -> None:
    for stage in stages():
        for project_type in (PSH, ES_EE, CE, None):
            for each in asked(stage, ProjectFacts(type=project_type, funders=(2, 15, 22, 33)), HEAD, ON):
                names = each.ask_if.names() if each.ask_if else ()
                assert not [name for name in names if name.startswith(("project.", "person.", "funder"))]


def test_the_reasons_for_having_no_insurance_are_asked_in_hopwa_only() -> None:
    reasons = {
        funder: [
            each
            for each in asked("start", ProjectFacts(type=PSH, funders=(funder,)), HEAD, ON)
            if each.question.column == "NoMedicaidReason"
        ]
        for funder in (2, 15)
    }
    assert reasons[2] == []
    assert reasons[15][0].ask_if
    assert reasons[15][0].ask_if.names() == {"Medicaid"}


def test_a_long_file_row_is_known_by_its_fixed_value_and_has_its_own_answers() -> None:
    fields = asked("start", ProjectFacts(type=PSH, funders=(2,)), HEAD, ON)
    substance = next(
        each for each in fields if each.name == "Disabilities[DisabilityType=10].DisabilityResponse"
    )
    physical = next(
        each for each in fields if each.name == "Disabilities[DisabilityType=5].DisabilityResponse"
    )
    assert dict(substance.choices)["3"] == "Both alcohol and drug use disorders"
    assert "3" not in dict(physical.choices)
    assert substance.fixed == {"DisabilityType": 10}


def test_a_computed_answer_is_not_required_but_a_one_way_one_is_asked() -> None:
    fields = asked("start", ProjectFacts(type=RRH, funders=(3,)), HEAD, ON)
    assert not field(fields, "LOSUnderThreshold").required
    assert not field(fields, "TotalMonthlyIncome").required
    assert field(fields, "DisablingCondition").required


def test_an_access_point_of_any_type_asks_for_coordinated_entry() -> None:
    stage = "coordinated_entry_event"
    assert asked(stage, ProjectFacts(type=CE), HEAD, ON)
    assert asked(stage, ProjectFacts(type=DAY, access_point=True), HEAD, ON)
    assert not asked(stage, ProjectFacts(type=DAY), HEAD, ON)


def test_beds_are_not_asked_of_services_only_rapid_rehousing() -> None:
    def inventory(subtype: int) -> bool:
        return "2.07" in numbers(asked("project", ProjectFacts(type=RRH, rrh_subtype=subtype), HEAD, ON))

    assert inventory(2)
    assert not inventory(1)


def test_every_service_kind_is_a_row_of_its_own() -> None:
    fields = asked("service", ProjectFacts(type=HP, funders=(33, 17)), HEAD, ON)
    kinds = {each.fixed["RecordType"] for each in fields}
    assert kinds == {143, 144, 151, 152}
    for each in fields:
        if each.question.column == "TypeProvided":
            assert each.code_list
            assert each.choices


def test_a_field_names_the_line_that_put_it_on_the_form() -> None:
    fields = asked("start", ProjectFacts(type=PSH, funders=(2,)), HEAD, ON)
    root = Path(__file__).parent
    for column, line in (("IncomeFromAnySource", "[[collected]]"), ("EntryDate", "[[question]]")):
        path, _, number = field(fields, column).source.partition(":")
        assert (root / path).read_text("utf-8").splitlines()[int(number) - 1] == line


def test_the_service_record_is_asked_of_veterans_only() -> None:
    project = ProjectFacts(type=RRH, funders=(33,))
    assert "V1" in numbers(asked("start", project, PersonFacts(52, 1, veteran=1), ON))
    for answer in (None, 0, 99):
        assert "V1" not in numbers(asked("start", project, PersonFacts(52, 1, veteran=answer), ON))


def test_counts_of_hiv_are_asked_in_the_row_of_hiv() -> None:
    fields = asked("start", ProjectFacts(type=PSH, funders=(15,)), HEAD, ON)
    order = [each.element.number for each in fields if each.fixed == {"DisabilityType": 8}]
    assert order[0] == "4.08"
    assert {"W4", "W6"} <= set(order)


@pytest.mark.parametrize("funder", [4, 54, 55])
def test_services_only_projects_ask_for_income_and_coordinated_entry_does_not(funder: int) -> None:
    assert "4.02" in numbers(asked("start", ProjectFacts(type=SSO, funders=(funder,)), HEAD, ON))
    assert "4.02" not in numbers(asked("start", ProjectFacts(type=CE, funders=(funder,)), HEAD, ON))


def test_a_referral_to_an_emergency_housing_voucher_is_known_and_not_offered() -> None:
    event = field(asked("coordinated_entry_event", ProjectFacts(type=CE), HEAD, ON), "Event")
    assert "17" not in dict(event.choices)
    assert event.code_list
    assert event.code_list.knows(17)


def test_an_unknown_form_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(UnknownStage, match="post_exit"):
        asked("intaake", ProjectFacts(), HEAD, ON)


def test_answers_dated_before_the_oldest_forms_take_the_oldest_forms() -> None:
    assert collection_year(datetime.date(2024, 5, 1)) == "fy2026"
    assert collection_year(ON) == "fy2026"


# Local rules ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("project_type", [ES_EE, ES_NBN, SO, SSO])
def test_sacramento_asks_the_current_living_situation_in_shelters_outreach_and_services(
    project_type: int,
) -> None:
    project = ProjectFacts(type=project_type, funders=(46,))
    assert asked("current_living_situation", project, HEAD, ON) == []
    fields = asked("current_living_situation", project, HEAD, ON, [fixture("sacramento")])
    assert fields
    assert all(each.local and "local rule of Sacramento" in each.reason for each in fields)


def test_sacramento_leaves_other_projects_as_they_are() -> None:
    project = ProjectFacts(type=RRH, funders=(3,))
    assert asked("current_living_situation", project, HEAD, ON, [fixture("sacramento")]) == []


def test_what_hud_asks_anyway_is_not_shown_as_local() -> None:
    project = ProjectFacts(type=SO, funders=(21,))
    fields = asked("current_living_situation", project, HEAD, ON, [fixture("sacramento")])
    assert fields
    assert not any(each.local for each in fields)


@pytest.mark.parametrize("stage", stages())
def test_local_rules_never_take_a_hud_field_away(stage: str) -> None:
    for project_type in (ES_NBN, PSH, SO, RRH, CE):
        project = ProjectFacts(type=project_type, funders=(2, 21, 22, 33))
        without = asked(stage, project, HEAD, ON)
        with_local = asked(stage, project, HEAD, ON, [fixture("sacramento")])
        assert [each for each in with_local if not each.local] == without


def test_a_local_question_stands_under_its_heading_with_its_own_answers() -> None:
    fields = asked("start", ProjectFacts(type=PSH, funders=(2,)), HEAD, ON, [fixture("sacramento")])
    animals = field(fields, "HasAnimals")
    assert (animals.section, animals.local, animals.column) == ("This stay", True, None)
    assert animals.choices == (("0", "No"), ("1", "Yes, a pet"), ("2", "Yes, a service animal"))
    follow_up = field(fields, "Animals")
    assert follow_up.ask_if
    assert follow_up.ask_if.text == "HasAnimals in [1, 2]"


def test_a_local_question_under_no_heading_of_the_form_follows_at_the_end() -> None:
    update = asked("update", ProjectFacts(type=PSH, funders=(2,)), HEAD, ON, [fixture("sacramento")])
    assert update[-1].section == "This stay"
    assert update[-1].local


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('remove = ["4.11"]', "can add, nothing else"),
        ('[[element]]\nnumber = "4.11"\nname = "x"', "HUD's own element"),
        ('[[element]]\nnumber = "x.1"\nname = "x"\nfile = "Enrollment"', "answers stay local"),
        ('[[add]]\nelement = "3.06"', "not an element"),
        ('[[add]]\nelement = "4.12"\nunless = "x"', "unknown unless"),
    ],
)
def test_local_rules_that_do_more_than_add_are_refused(text: str, message: str) -> None:
    with pytest.raises(BadElement, match=message):
        read_local_rules(f'name = "X"\ncoc = "XX-500"\n{text}', "x.toml")
