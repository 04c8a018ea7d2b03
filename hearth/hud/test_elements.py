"""The data elements hold together: with the columns, the lists, the conditions and the forms."""

import itertools
from collections import Counter
from collections.abc import Iterator

import pytest

from hearth.hud import answers
from hearth.hud.elements import (
    FACTS,
    BadElement,
    Element,
    Question,
    code_list_of,
    column_of,
    elements,
    offered,
    questions_null_unless,
    read_element,
)
from hearth.hud.form_orders import form_orders
from hearth.hud.standard import Column, standard

KNOWN = standard()
ELEMENTS = elements()
ACTIVE = [element for element in ELEMENTS.values() if element.is_active]
POINTS = {"profile", "start", "update", "annual", "exit", "post_exit", "occurrence", "project", "system"}
WITH_FORM = [element for element in ACTIVE if element.at != ("system",)]


def questions() -> Iterator[tuple[Element, Question]]:
    for element in ACTIVE:
        for question in element.questions:
            yield element, question


def is_housekeeping(column: Column) -> bool:
    rules = KNOWN.facts["housekeeping"]
    return (
        column.is_key
        or column.references is not None
        or column.name in rules["everywhere"]
        or column.file in rules["files"]
    )


def claims() -> Counter[tuple[str, str, tuple[tuple[str, int], ...]]]:
    """Count the elements that claim each (file, column, kind of row)."""
    counted: Counter[tuple[str, str, tuple[tuple[str, int], ...]]] = Counter()
    for element in ACTIVE:
        asked = {(question.file, question.column) for question in element.questions}
        # The type of the row comes with the row: W4 and W6 stand in the row of 4.08.
        row = tuple(sorted(element.fixed.items()))
        counted.update((file, column, row) for file, column in asked)
        counted.update(
            (file.name, name, ())
            for name in element.names
            for file in KNOWN.files.values()
            if name in file.column and not _asked_by_another(file.name, name)
        )
    return counted


def _asked_by_another(file: str, name: str) -> bool:
    return any(question.file == file and question.column == name for _, question in questions())


def test_there_are_92_elements_of_which_six_are_retired() -> None:
    assert len(ELEMENTS) == 92
    assert [element.number for element in ELEMENTS.values() if not element.is_active] == [
        "3.06", "C1", "C4", "R3", "U1", "V5",
    ]  # fmt: skip


def test_an_element_is_written_in_the_file_of_its_number() -> None:
    for number, element in ELEMENTS.items():
        assert element.path == f"fy2026/elements/{number}.toml"


def test_every_column_has_exactly_one_element_or_is_housekeeping() -> None:
    counted = claims()
    assert {claim: times for claim, times in counted.items() if times > 1} == {}
    claimed = {(file, column) for file, column, _ in counted}
    fixed = {(element.file, column) for element in ACTIVE for column in element.fixed}
    for file in KNOWN.files.values():
        for column in file.columns:
            key = (column.file, column.name)
            assert key in claimed or key in fixed or is_housekeeping(column), f"{key} has no element"


def test_every_column_of_an_element_exists() -> None:
    for element, question in questions():
        assert column_of(question, KNOWN) is not None, f"{element.number}: {question.file}.{question.column}"
    for element in ACTIVE:
        for name in element.fixed:
            assert element.file
            assert name in KNOWN.files[element.file].column
        for name in element.names:
            assert any(name in file.column for file in KNOWN.files.values())


def test_a_question_stands_in_the_element_that_hud_numbers_its_column_with() -> None:
    for element, question in questions():
        column = column_of(question, KNOWN)
        assert column
        if question.csv_only:
            assert column.element is None, f"{column.name} has HUD's number {column.element}"
        else:
            assert element.number in (column.element or "").split("|"), f"{column.file}.{column.name}"


def test_every_column_with_a_hud_number_is_asked_by_that_element() -> None:
    asked = {(question.file, question.column, element.number) for element, question in questions()}
    named = {name for element in ACTIVE for name in element.names}
    for file in KNOWN.files.values():
        for column in file.columns:
            # InformationDate, keys and dates of change are asked once for the whole form or by nobody.
            if not column.element or column.is_key or column.references or column.name in named:
                continue
            for number in column.element.split("|"):
                is_fixed = column.name in ELEMENTS[number].fixed
                is_not_asked = (column.name, number) in NOT_ASKED
                assert is_fixed or is_not_asked or (file.name, column.name, number) in asked, (
                    f"{column.file}.{column.name} is not asked by {number}"
                )


# 4.06 and 4.08 are long-term by their nature: the question was dropped in FY2022.
NOT_ASKED = {("IndefiniteAndImpairs", "4.06"), ("IndefiniteAndImpairs", "4.08")}


def test_every_condition_speaks_of_known_names() -> None:
    for element, question in questions():
        if question.ask_if:
            columns = KNOWN.files[question.file].column.keys()
            for name in question.ask_if.names():
                assert name in columns or name in FACTS - {"funder"}, f"{element.number}: {name}"
    for element in ACTIVE:
        for rule in element.collected:
            names = rule.when.names() if rule.when else frozenset()
            assert all(name == "funder" or name.startswith("project.") for name in names), element.number
            assert names <= FACTS


def test_a_condition_speaks_of_questions_asked_before_it() -> None:
    for element in ACTIVE:
        before: set[str] = set()
        for question in element.questions:
            names = question.ask_if.names() if question.ask_if else frozenset()
            columns = {name for name in names if "." not in name}
            # V1 asks veterans (3.07, on the profile); W4 and W6 stand in the row of 4.08.
            elsewhere = {"V1": {"VeteranStatus"}, "W4": {"DisabilityResponse"}, "W6": {"DisabilityResponse"}}
            assert columns <= before | elsewhere.get(element.number, set()), (
                f"{element.number} {question.column}"
            )
            before.add(question.column)


def test_codes_in_conditions_are_codes_of_the_list() -> None:
    for element, question in questions():
        if not question.ask_if:
            continue
        for column, code in question.ask_if.comparisons():
            other = next((each for each in element.questions if each.column == column), None)
            code_list = code_list_of(element, other, KNOWN) if other else None
            if code_list:
                assert str(code) in code_list.labels, f"{element.number} {question.column}: {column} {code}"


def test_codes_in_collection_rules_and_groups_are_codes_of_their_lists() -> None:
    lists = {"funder": "2.06.1", "project.type": "2.02.6", "project.rrh_subtype": "2.02.A"}
    for element in ACTIVE:
        for rule in element.collected:
            for name, code in rule.when.comparisons() if rule.when else ():
                assert name not in lists or str(code) in KNOWN.lists[lists[name]].labels, (
                    f"{element.number} {code}"
                )
    for group, list_id in (
        ("project_type_groups", "2.02.6"),
        ("funder_components", "2.06.1"),
        ("living_situation_groups", "3.12.1"),
        ("length_of_stay", "3.917.2"),
    ):
        for codes in KNOWN.facts[group].values():
            assert {str(code) for code in codes} <= set(KNOWN.lists[list_id].labels)


def test_two_questions_for_one_column_are_never_asked_together() -> None:
    for element in ACTIVE:
        for one, other in itertools.combinations(element.questions, 2):
            if one.column != other.column or one.file != other.file:
                continue
            assert one.ask_if
            assert other.ask_if
            (by,) = one.ask_if.names()
            assert not any(
                one.ask_if.holds({by: code}) and other.ask_if.holds({by: code}) for code in range(200)
            )


def test_an_element_asks_at_known_points_about_known_people() -> None:
    for element in ACTIVE:
        assert element.at, element.number
        assert set(element.at) <= POINTS
        if element.at not in (("project",), ("system",)):
            assert element.about in KNOWN.facts["about"], element.number


def test_every_element_stands_once_on_the_forms_of_its_points() -> None:
    for element in WITH_FORM:
        for point in element.at:
            on = [
                order.stage
                for order in form_orders().values()
                for section in order.sections
                if order.point == point and element.number in section.elements
            ]
            assert len(on) == 1, f"{element.number} at {point}: {on}"


def test_a_form_that_writes_a_collection_stage_has_its_code() -> None:
    stages = {
        order.stage: order.collection_stage for order in form_orders().values() if order.collection_stage
    }
    assert stages == {"start": 1, "update": 2, "exit": 3, "annual": 5, "post_exit": 6}
    assert {str(code) for code in stages.values()} == set(KNOWN.lists["5.03.1"].labels)


def test_a_form_holds_only_elements_of_its_point() -> None:
    for order in form_orders().values():
        for section in order.sections:
            assert section.heading
            for number in section.elements:
                assert order.point in ELEMENTS[number].at, f"{order.stage}: {number}"


def test_every_element_helps_in_words_and_asks_in_words() -> None:
    for element in ELEMENTS.values():
        assert element.help, element.number
        if element in WITH_FORM:
            assert element.example, element.number
    for element, question in questions():
        assert question.text, f"{element.number} {question.column}"


def test_every_code_column_offers_answers() -> None:
    for element, question in questions():
        column = column_of(question, KNOWN)
        assert column
        if column.lists:
            assert offered(element, question, KNOWN), f"{element.number} {question.column}"


def test_every_derived_answer_has_its_calculation() -> None:
    derived = {question.derived for _, question in questions() if question.derived}
    assert derived == {"los_under_threshold", "total_monthly_income", "disabling_condition"}
    assert all(callable(getattr(answers, name)) for name in derived)


@pytest.mark.parametrize(
    ("element", "column", "missing", "present"),
    [
        ("3.917", "LivingSituation", {"17", "24", "30", "37", "422"}, {"335", "435", "99"}),
        ("4.12", "CurrentLivingSituation", {"24", "30", "312"}, {"17", "37", "336"}),
        ("3.12", "Destination", {"37", "335", "336"}, {"17", "24", "30", "312", "422"}),
        ("2.06", "Funder", {"47", "48"}, {"56", "34"}),
    ],
)
def test_a_question_offers_what_its_use_of_the_list_allows(
    element: str, column: str, missing: set[str], present: set[str]
) -> None:
    question = next(each for each in ELEMENTS[element].questions if each.column == column)
    codes = {code for code, _ in offered(ELEMENTS[element], question, KNOWN)}
    assert not codes & missing
    assert codes >= present


def test_a_retired_code_is_known_and_labelled_but_not_offered() -> None:
    funders = KNOWN.lists["2.06.1"]
    assert funders.knows(47)
    assert funders.label(47) == "HUD: ESG – CV"
    assert "47" not in funders.labels


def test_the_groups_of_living_situations_hold_every_code_once() -> None:
    groups = KNOWN.facts["living_situation_groups"]
    counted = Counter(code for codes in groups.values() for code in codes)
    assert {str(code) for code in counted} == set(KNOWN.lists["3.12.1"].labels)
    assert set(counted.values()) == {1}
    for group, first in (("homeless", 1), ("institutional", 2), ("temporary", 3), ("permanent", 4)):
        assert {code // 100 for code in groups[f"{group}_situations"]} == {first}


def test_the_groups_of_funders_hold_every_offered_funder() -> None:
    grouped = {code for codes in KNOWN.facts["funder_components"].values() for code in codes}
    assert {str(code) for code in grouped} == set(KNOWN.lists["2.06.1"].labels)
    assert KNOWN.facts["funder_components"].keys() == KNOWN.facts["funder_component_names"].keys()


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(BadElement, match="colour"):
        read_element({"number": "X", "name": "X", "kind": "local", "colour": "red"}, KNOWN, "here")
    question = {"column": "A", "text": "A?", "typo": 1}
    with pytest.raises(BadElement, match="typo"):
        read_element({"number": "X", "name": "X", "kind": "local", "question": [question]}, KNOWN, "here")


def test_the_questions_whose_column_may_have_to_be_null_are_found_without_reading_all_elements() -> None:
    found = questions_null_unless(KNOWN.year)
    assert {(one.file, one.column, one.text) for one in found} == {
        (one.file, one.column, one.text)
        for element in ELEMENTS.values()
        for one in element.questions
        if one.null_unless is not None
    }
