"""A CoC's own rules can only add, whatever they say; what is wrong in them is told fault by fault."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.hud.collection import PersonFacts, ProjectFacts, asked, stages
from hearth.hud.elements import elements
from hearth.hud.local import LocalRules, read_local_rules
from hearth.hud.local_faults import faults
from hearth.hud.standard import standard

ON = datetime.date(2026, 2, 1)
HEADING = 'name = "X"\ncoc = "XX-500"\n'
QUESTION = '\n[[element.question]]\ncolumn = "A"\ntext = "A?"\ntype = "int"\n'
ELEMENT = '[[element]]\nnumber = "x.1"\nname = "X"\nat = ["start"]\nabout = "head"\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name =", "this is not TOML: "),
        ('coc = "XX-500"', "the file has no name"),
        ('name = "X"\ncoc = "Example"', "coc 'Example' is not two letters"),
        (HEADING + 'remove = ["4.11"]', "unknown remove; local rules can add, nothing else"),
        (HEADING + 'add = "4.12"', "add is not written as [[add]]"),
        (HEADING + '[[add]]\nelement = "9.99"', "[[add]] 1: '9.99' is not an element of fy2026"),
        (HEADING + '[[add]]\nelement = "3.06"', "3.06 is not an element of fy2026 any more"),
        (HEADING + '[[add]]\nelement = "3.10"', "HUD has every project collect 3.10"),
        (HEADING + '[[add]]\nelement = "4.12"\nunless = "x"', "[[add]] 1: unknown unless"),
        (HEADING + '[[add]]\nelement = "4.12"\nwhen = "project.type ="', "cannot be read"),
        (HEADING + '[[add]]\nelement = "4.12"\nwhen = "project.typ == 1"', "speaks of project.typ"),
        (HEADING + '[[add]]\nelement = "4.12"\nwhen = 1', "when is not a text"),
        (HEADING + ELEMENT, "[[element]] x.1 has no question"),
        (HEADING + ELEMENT.replace("x.1", "4.11") + QUESTION, "4.11 is HUD's own element"),
        (HEADING + ELEMENT.replace("x.1", "one") + QUESTION, "such as sacramento.1"),
        (HEADING + (ELEMENT + QUESTION) * 2, "the number is used twice"),
        (HEADING + ELEMENT + 'file = "Enrollment"' + QUESTION, "cannot write to Enrollment"),
        (HEADING + ELEMENT.replace("start", "begin") + QUESTION, "at is not a list of annual"),
        (HEADING + ELEMENT.replace('"head"', '"everybody"') + QUESTION, "about 'everybody' is none of"),
        (HEADING + ELEMENT + QUESTION.replace("int", "number"), "type 'number' is none of int"),
        (HEADING + ELEMENT + QUESTION * 2, "the column is used twice"),
        (HEADING + ELEMENT + QUESTION + 'choices = { a = "No" }', "are not whole numbers"),
        (HEADING + ELEMENT + QUESTION + 'ask_if = "B == 1"', "speaks of B, which is not known there"),
        (HEADING + ELEMENT + QUESTION + 'offers = "prior"', "unknown offers"),
    ],
)
def test_a_fault_is_told_in_one_line(text: str, fault: str) -> None:
    (line,) = faults(text)
    assert fault in line
    assert "\n" not in line


def test_all_faults_are_told_at_once() -> None:
    text = HEADING + '[[add]]\nelement = "9.99"\n' + ELEMENT.replace("start", "begin") + QUESTION * 2
    assert len(faults(text)) == 3


# Whatever a file holds, it is judged, never tripped over.
_VALUES = st.one_of(
    st.integers(),
    st.booleans(),
    st.sampled_from(["", "x.1", "4.12"]),
    st.lists(st.integers(), max_size=2),
    st.just({"a": 1}),
)
_KEYS = st.sampled_from(["number", "name", "at", "about", "question", "collected", "sets", "element", "when"])


@given(
    top=st.dictionaries(st.sampled_from(["name", "coc", "add", "element"]), _VALUES),
    tables=st.lists(st.dictionaries(_KEYS, _VALUES), max_size=3),
)
def test_no_file_is_too_wrong_to_be_judged(top: dict[str, Any], tables: list[dict[str, Any]]) -> None:
    def toml(value: Any) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(toml, value)) + "]"
        if isinstance(value, str):
            return f'"{value}"'
        return str(value)

    lines = [f"{key} = {toml(value)}" for key, value in top.items()]
    for table in tables:
        lines += ["[[add]]", *(f"{key} = {toml(value)}" for key, value in table.items())]
        lines += ["[[element]]", *(f"{key} = {toml(value)}" for key, value in table.items())]
    assert faults("\n".join(lines))


# Nothing that can be written in a file takes a HUD field away ----------------------------------------

_ACTIVE = [number for number, each in elements().items() if each.is_active and each.collected]
_HEADINGS = ["This stay", "Income", "Health", "Local questions", "Services"]
_CONDITIONS = ["", "project.type in [0, 1, 4, 6]", "funder == 46", "project.type != 3", "person.is_head == 1"]
_RECOMMENDED = st.sampled_from(["", "recommended = true\n"])
_TYPES = [int(code) for code in standard().lists["2.02.6"].labels]
_FUNDERS = [int(code) for code in standard().lists["2.06.1"].labels]


@st.composite
def local_rules(draw: st.DrawFn) -> LocalRules:
    parts = [HEADING]
    for number in draw(st.lists(st.sampled_from(_ACTIVE), max_size=4)):
        when = draw(st.sampled_from(_CONDITIONS))
        parts.append(f'[[add]]\nelement = "{number}"\n' + (f'when = "{when}"\n' if when else ""))
        parts.append(draw(_RECOMMENDED))
    for place in range(draw(st.integers(0, 3))):
        about = draw(st.sampled_from(["all clients", "head", "adults", "head and adults"]))
        heading, point = (
            draw(st.sampled_from(_HEADINGS)),
            draw(st.sampled_from(["start", "exit", "occurrence"])),
        )
        parts.append(f'[[element]]\nnumber = "x.{place}"\nname = "X"\nat = ["{point}"]\nabout = "{about}"\n')
        # A local column may bear the name of one of HUD's.
        parts.append(f'heading = "{heading}"\n' + QUESTION.replace('"A"', '"DisablingCondition"'))
    return read_local_rules("".join(parts), "x.toml")


@given(
    rules=local_rules(),
    stage=st.sampled_from(stages()),
    kind=st.sampled_from(_TYPES),
    funders=st.lists(st.sampled_from(_FUNDERS), max_size=3, unique=True),
    person=st.builds(PersonFacts, st.sampled_from([None, 8, 35]), st.sampled_from([1, 2, 3])),
)
def test_no_local_rule_takes_a_hud_field_away_or_changes_it(
    rules: LocalRules, stage: str, kind: int, funders: list[int], person: PersonFacts
) -> None:
    project = ProjectFacts(type=kind, funders=tuple(funders))
    hud = asked(stage, project, person, ON)
    with_rules = asked(stage, project, person, ON, [rules])
    assert [field for field in with_rules if not field.local] == hud
    assert all(field.name not in {each.name for each in hud} for field in with_rules if field.local)
