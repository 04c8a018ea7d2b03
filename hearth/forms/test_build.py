"""A form has the questions of the standard, refuses only a wrong shape, and takes nothing that is not asked."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django import forms

from hearth.forms.build import CollectionForm, LastAnswer, build
from hearth.hud.collection import PersonFacts, ProjectFacts, asked, stages
from hearth.hud.local import read_local_rules

ON = date(2026, 2, 1)
HEAD = PersonFacts(age=35, relationship=1)
CHILD = PersonFacts(age=8, relationship=2)
COC_PSH, ESG_SHELTER, ESG_PREVENTION, SSVF = 2, 8, 9, 33
SHELTER, SUPPORTIVE, PREVENTION = 0, 3, 12
SACRAMENTO = Path(__file__).parents[1] / "hud" / "fixtures" / "sacramento.toml"


def intake(data: dict[str, Any] | None = None, **options: Any) -> CollectionForm:
    return build("start", ProjectFacts(type=SUPPORTIVE), [COC_PSH], HEAD, ON, data=data, **options)


def names(notices: list[Any]) -> set[str]:
    return {notice.name for notice in notices}


def values(form: CollectionForm, file: str) -> dict[str, Any]:
    assert form.is_valid(), form.errors
    return next((dict(row.values) for row in form.rows() if row.file == file), {})


@pytest.mark.parametrize("stage", stages())
@pytest.mark.parametrize("person", [HEAD, CHILD, PersonFacts()], ids=["head", "child", "unknown age"])
@pytest.mark.parametrize(
    ("kind", "funder"),
    [
        (SHELTER, ESG_SHELTER),
        (SUPPORTIVE, COC_PSH),
        (PREVENTION, ESG_PREVENTION),
        (13, SSVF),
        (4, 21),
        (2, 24),
    ],
)
def test_a_form_has_the_fields_of_the_standard_in_their_order(
    stage: str, person: PersonFacts, kind: int, funder: int
) -> None:
    project = ProjectFacts(type=kind)
    form = build(stage, project, [funder], person, ON, data={})
    wanted = asked(stage, ProjectFacts(type=kind, funders=(funder,)), person, ON)
    on_page = [question for section in form.sections() for question in section.questions]
    assert [question.asked for question in on_page] == wanted
    assert [question.field.name for question in on_page] == list(form.fields)
    assert form.is_valid(), form.errors


def test_choices_are_in_the_words_of_hud_and_no_answer_is_one_like_the_others() -> None:
    field: Any = intake().fields["Enrollment_DisablingCondition"]
    assert isinstance(field.widget, forms.RadioSelect)
    assert [label for _, label in field.choices] == [
        "No",
        "Yes",
        "Client doesn't know",
        "Client prefers not to answer",
        "Data not collected",
    ]


def test_many_choices_open_in_a_list_that_keeps_no_answer_in_sight() -> None:
    field: Any = intake().fields["Enrollment_LivingSituation"]
    assert isinstance(field.widget, forms.Select)
    group, choices = field.choices[1]
    assert (group, [code for code, _ in choices]) == ("No answer", ["8", "9", "99"])


def test_a_question_left_open_is_a_to_do_and_no_error() -> None:
    form = intake({"Enrollment-EntryDate": "", "IncomeBenefits_IncomeFromAnySource": "1"})
    assert form.is_valid()
    assert {"Enrollment_EntryDate", "Enrollment_LivingSituation", "IncomeBenefits_Earned"} <= names(
        form.todos
    )
    assert "Enrollment_RentalSubsidyType" not in names(form.todos)
    assert "IncomeBenefits_TotalMonthlyIncome" not in names(form.todos)


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("Enrollment_EntryDate", "soon", "Write a date"),
        ("Enrollment_LivingSituation", "7", "Choose one of the answers"),
        ("IncomeBenefits_IncomeFromAnySource", "yes", "Choose one of the answers"),
        ("Enrollment_EnrollmentCoC", "California", "XX-501"),
    ],
)
def test_a_wrong_shape_is_told_at_the_field(name: str, typed: str, words: str) -> None:
    form = intake({name: typed})
    assert not form.is_valid()
    assert words in form.errors[name][0]


def test_an_answer_to_what_is_not_asked_is_left_out_and_said() -> None:
    form = intake(
        {
            "IncomeBenefits_IncomeFromAnySource": "0",
            "IncomeBenefits_Earned": "1",
            "IncomeBenefits_EarnedAmount": "300",
        }
    )
    row = values(form, "IncomeBenefits")
    assert names(form.cleared) == {"IncomeBenefits_Earned", "IncomeBenefits_EarnedAmount"}
    assert (row["Earned"], row["EarnedAmount"]) == (0, None)


def test_a_wrong_shape_in_what_is_not_asked_does_not_stop_the_form() -> None:
    form = intake({"IncomeBenefits_IncomeFromAnySource": "0", "IncomeBenefits_EarnedAmount": "a lot"})
    assert form.is_valid()
    assert names(form.cleared) == {"IncomeBenefits_EarnedAmount"}


def test_an_answer_that_is_left_out_opens_nothing() -> None:
    form = intake({"IncomeBenefits_IncomeFromAnySource": "8", "IncomeBenefits_Earned": "1"})
    assert form.is_valid()
    assert "IncomeBenefits_EarnedAmount" not in names(form.todos)


def test_income_is_added_up_and_what_was_not_named_is_a_no() -> None:
    form = intake(
        {
            "IncomeBenefits_IncomeFromAnySource": "1",
            "IncomeBenefits_Earned": "1",
            "IncomeBenefits_EarnedAmount": "$1,200.50",
            "IncomeBenefits_SSI": "1",
            "IncomeBenefits_SSIAmount": "943",
        }
    )
    row = values(form, "IncomeBenefits")
    assert row["TotalMonthlyIncome"] == Decimal("2143.50")
    assert (row["Pension"], row["PensionAmount"]) == (0, None)
    assert "IncomeBenefits_Pension" in names(form.noted)
    assert "IncomeBenefits_Pension" not in names(form.todos)
    assert form["IncomeBenefits_TotalMonthlyIncome"].value() == "2143.50"


def test_what_is_computed_cannot_be_typed() -> None:
    form = intake({"IncomeBenefits_IncomeFromAnySource": "0", "IncomeBenefits_TotalMonthlyIncome": "999"})
    assert values(form, "IncomeBenefits")["TotalMonthlyIncome"] == 0


def test_a_short_stay_is_worked_out_and_opens_the_questions_behind_it() -> None:
    ten_days_in_hospital = {"Enrollment_LivingSituation": "206", "Enrollment_LengthOfStay": "2"}
    form = intake(ten_days_in_hospital)
    assert values(form, "Enrollment")["LOSUnderThreshold"] == 1
    assert "Enrollment_PreviousStreetESSH" in names(form.todos)
    form = intake({**ten_days_in_hospital, "Enrollment_LengthOfStay": "5"})
    assert values(form, "Enrollment")["LOSUnderThreshold"] == 0
    assert "Enrollment_PreviousStreetESSH" not in names(form.todos)


def test_a_qualifying_disability_makes_the_condition_a_yes_and_keeps_what_was_said() -> None:
    disorder = {
        "Enrollment_DisablingCondition": "0",
        "Disabilities_DisabilityType_9_DisabilityResponse": "1",
        "Disabilities_DisabilityType_9_IndefiniteAndImpairs": "1",
    }
    form = intake(disorder)
    assert values(form, "Enrollment")["DisablingCondition"] == 1
    assert form.said_disabling_condition == 0
    assert "Mental Health Disorder" in next(
        notice.message for notice in form.noted if notice.name == "Enrollment_DisablingCondition"
    )


def test_a_yes_of_the_client_stands_without_a_disability() -> None:
    form = intake(
        {"Enrollment_DisablingCondition": "1", "Disabilities_DisabilityType_9_DisabilityResponse": "0"}
    )
    assert values(form, "Enrollment")["DisablingCondition"] == 1
    assert form.said_disabling_condition == 1


def test_each_disability_has_a_row_of_its_own() -> None:
    form = intake(
        {
            "Disabilities_DisabilityType_5_DisabilityResponse": "0",
            "Disabilities_DisabilityType_9_DisabilityResponse": "8",
        }
    )
    assert form.is_valid()
    rows = {row.fixed["DisabilityType"]: row.values["DisabilityResponse"] for row in form.rows() if row.fixed}
    assert rows == {5: 0, 9: 8}


def test_a_column_with_several_questions_takes_the_answer_of_the_open_one() -> None:
    data = {
        "Services_RecordType_144_TypeProvided": "4",
        "Services_RecordType_144_SubTypeProvided": "1",
        "Services_RecordType_144_SubTypeProvided_2": "2",
    }
    form = build("service", ProjectFacts(type=13), [SSVF], HEAD, ON, data=data)
    assert values(form, "Services")["SubTypeProvided"] == 2
    assert names(form.cleared) == {"Services_RecordType_144_SubTypeProvided"}


def test_the_answer_of_last_time_is_shown_and_not_taken() -> None:
    last = {"Enrollment.DisablingCondition": LastAnswer(1, date(2025, 3, 12))}
    form = intake(last_answers=last)
    assert "Last time: Yes, 12 Mar 2025." in form["Enrollment_DisablingCondition"].help_text
    assert form["Enrollment_DisablingCondition"].value() is None


def test_answers_of_this_collection_stand_in_its_form_and_are_computed_with() -> None:
    form = intake(answers={"IncomeBenefits.IncomeFromAnySource": 0})
    assert form["IncomeBenefits_IncomeFromAnySource"].value() == 0
    assert form["IncomeBenefits_TotalMonthlyIncome"].value() == "0"


def test_a_local_question_stays_local_and_branches_like_hud_s() -> None:
    rules = read_local_rules(SACRAMENTO.read_text("utf-8"), "sacramento.toml")
    options: dict[str, Any] = {"local_rules": [rules]}
    form = intake({"sacramento_1_HasAnimals": "0", "sacramento_1_Animals": "A dog"}, **options)
    assert form.is_valid()
    assert names(form.cleared) == {"sacramento_1_Animals"}
    (row,) = (row for row in form.rows() if row.local)
    assert (row.file, row.values) == ("sacramento.1", {"HasAnimals": 0, "Animals": None})


def test_a_social_security_number_may_be_written_with_hyphens() -> None:
    data = {"Client_SSN": "123-45-6789"}
    form = build("profile", ProjectFacts(type=SHELTER), [ESG_SHELTER], HEAD, ON, data=data)
    assert values(form, "Client")["SSN"] == "123456789"


def test_where_disabilities_are_not_collected_the_condition_is_only_asked() -> None:
    data = {"Enrollment_DisablingCondition": "0", "Disabilities_DisabilityType_6_DisabilityResponse": "1"}
    form = build("start", ProjectFacts(type=1), [ESG_SHELTER], HEAD, ON, data=data)
    assert not [name for name in form.fields if name.startswith("Disabilities")]
    assert values(form, "Enrollment")["DisablingCondition"] == 0
    assert (form.said_disabling_condition, form.noted) == (0, [])
