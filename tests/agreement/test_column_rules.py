"""The elements agree with the notes on columns of the source (../shared/hud/csv_columns.csv, `rule`) and its lists."""

import csv
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hearth.hud.condition import Condition, condition
from hearth.hud.elements import elements, offered
from hearth.hud.standard import standard

SHARED = Path(__file__).parents[3] / "shared" / "hud"
KNOWN = standard()
pytestmark = pytest.mark.skipif(
    not SHARED.exists(),
    reason="NOT COMPARED WITH THE SOURCE OF THE STANDARD: no ../shared/hud beside the checkout",
)

RULE = re.compile(
    r"(?:1-11; |1920..current year; |integer > 0; )?"
    r"(?:NULL UNLESS|asked only IF|expected only IF|expected IF|only IF|NOT NULL IF) "
    r"(.+?)(?:;| \((?:Open|then|outreach|CoC)|$)"
)
# A rule on a date's place in time is kept by rules/ and quality/, not by a branch of the form.
NOT_A_BRANCH = {"AftercareDate", "AftercareProvided"}
# What our form asks differs from the note on purpose, and why.
DIFFERS = {
    "PreviousStreetESSH": "shelters and outreach (form A) never ask it, whatever LOSUnderThreshold an import brought",
    "EnrollmentCoC": "that the head alone has it is said by `about`, not by a branch",
    "AssessmentQuestion": "it is required in every row",
    "AssessmentResultType": "it is required in every row",
}


def columns() -> list[dict[str, str]]:
    with (SHARED / "csv_columns.csv").open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def as_condition(rule: str, columns_of_file: frozenset[str]) -> Condition | None:
    """Read `CurrentSchoolAttend=1 or CurrentSchoolAttend=2` in our language; None for what is no such condition."""
    found = RULE.match(rule)
    if not found:
        return None
    text = found.group(1).strip()
    # `WorkplaceViolenceThreats or WorkplacePromiseDifference=1` means both with the same code.
    text = re.sub(r"^(\w+) or (\w+)=(\w+)$", r"\1=\3 or \2=\3", text)
    text = text.replace(" not null", " is not None").replace(" OR ", " or ").replace(" AND ", " and ")
    text = re.sub(
        r"IN \(([\d,.]+)\)", lambda codes: f"in {_codes(codes.group(1))}", text.replace("project ", "")
    )
    text = re.sub(r"(?<![<>=])=(?!=)", " == ", text)
    text = text.replace("Project.ProjectType", "project.type")
    try:
        read = condition(text)
    except ValueError:
        return None
    return read if {name for name in read.names() if "." not in name} <= columns_of_file else None


def _codes(text: str) -> list[int]:
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("..")
        found += range(int(first), int(last or first) + 1)
    return found


def branches() -> Iterator[tuple[str, str, Condition]]:
    for row in columns():
        file = frozenset(KNOWN.files[row["file"]].column)
        read = as_condition(row["rule"], file)
        if read and row["column"] not in NOT_A_BRANCH | DIFFERS.keys():
            yield row["file"], row["column"], read


def worlds(*conditions: Condition) -> Iterator[dict[str, Any]]:
    """Give every combination of the codes that the conditions compare with, another code, and none."""
    codes: dict[str, set[Any]] = {}
    for read in conditions:
        for name in read.names():
            codes.setdefault(
                name, {(), ("HUD: HOPWA",)} if name == "project.funders" else {None, 0, 1, 8, 99}
            )
        for name, code in read.comparisons():
            if name != "project.funders":
                codes[name].add(code)
    names = sorted(codes)
    for chosen in itertools.product(*(sorted(codes[name], key=str) for name in names)):
        yield dict(zip(names, chosen, strict=True))


def test_a_question_is_asked_exactly_where_the_source_allows_a_value() -> None:
    compared = 0
    for file, column, rule in branches():
        for element in elements().values():
            asking = [each for each in element.questions if (each.file, each.column) == (file, column)]
            if not asking or rule.given(element.fixed) is True:
                continue  # the kind of row says it already: FAAmount in the rows of W2 and V3
            assert all(each.ask_if for each in asking), f"{column} has no branch; the source says {rule.text}"
            own = [each.ask_if for each in asking if each.ask_if]
            for world in worlds(rule, *own):
                # The reasons for having no insurance are asked in HOPWA projects only (0071).
                row = {**world, **element.fixed, "project.funders": ("HUD: HOPWA",)}
                is_asked = any(each.holds(row) for each in own)
                assert is_asked == rule.holds(row), f"{element.number} {column} {world}"
            compared += 1
    assert compared > 100


def hud_null_rules() -> Iterator[tuple[str, str, Condition]]:
    """Give the columns that HUD's own notes want empty where a condition on the row does not hold."""
    for row in columns():
        wants_null = (
            re.search("NULL UNLESS|NULL otherwise", row["rule"]) and row["rule_source"] == "HUD draft notes"
        )
        read = as_condition(row["rule"], frozenset(KNOWN.files[row["file"]].column))
        if wants_null and read and row["column"] not in NOT_A_BRANCH:
            yield row["file"], row["column"], read


def test_what_hud_wants_empty_in_the_csv_is_marked_with_the_same_condition() -> None:
    wanted = {
        (file, column): rule
        for file, column, rule in hud_null_rules()
        if not rule.names() <= {"RecordType", "DisabilityType"}  # by the kind of row alone: nothing to mark
    }
    assert len(wanted) > 60
    # HUD says these in words: RaceNone of seven columns, SubsidyInformation of two codes.
    in_words = {("Client", "RaceNone"), ("Exit", "SubsidyInformation")}
    marked = {
        (each.file, each.column)
        for element in elements().values()
        for each in element.questions
        if each.null_unless
    }
    assert marked == wanted.keys() | in_words
    for element in elements().values():
        for (file, column), rule in wanted.items():
            own = [each for each in element.questions if (each.file, each.column) == (file, column)]
            unless = [each.null_unless for each in own if each.null_unless]
            assert len(unless) == len(own)
            for world in worlds(rule, *unless) if unless else ():
                row = {**world, **element.fixed}
                assert any(each.holds(row) for each in unless) == rule.holds(row), (
                    f"{element.number} {column}"
                )


def test_every_element_has_the_name_and_state_of_the_source() -> None:
    with (SHARED / "data_elements.csv").open(newline="", encoding="utf-8") as lines:
        source = {row["number"]: row for row in csv.DictReader(lines)}
    assert source.keys() == elements().keys()
    for number, row in source.items():
        assert elements()[number].name == row["name"]
        assert elements()[number].is_active == (not row["status"].startswith("retired")), number


def test_every_list_has_the_codes_and_labels_of_the_source() -> None:
    source = json.loads((SHARED / "lists.json").read_text("utf-8"))["lists"]
    assert source.keys() == KNOWN.lists.keys()
    for list_id, entry in source.items():
        codes = {code: str(label) for code, label in entry["codes"].items()}
        assert codes == KNOWN.lists[list_id].labels, list_id
        retired = entry.get("retired", {})
        assert retired.keys() <= KNOWN.lists[list_id].retired.keys(), list_id


def test_living_situations_are_grouped_and_offered_as_in_the_source() -> None:
    options = json.loads((SHARED / "lists.json").read_text("utf-8"))["lists"]["3.12.1"]["options"]
    uses = {
        "prior_living_situation": ("3.917", "LivingSituation"),
        "current_living_situation": ("4.12", "CurrentLivingSituation"),
        "destination": ("3.12", "Destination"),
    }
    for code, option in options.items():
        assert KNOWN.situation_group(int(code)) == option["category"]
        for use, (number, column) in uses.items():
            element = elements()[number]
            question = next(each for each in element.questions if each.column == column)
            assert (code in dict(offered(element, question, KNOWN))) == option[use], f"{code} {use}"


def test_funders_and_project_types_are_grouped_as_in_the_source() -> None:
    derived = json.loads((SHARED / "lists.json").read_text("utf-8"))["derived"]
    ours = {
        KNOWN.facts["funder_component_names"][key]: codes
        for key, codes in KNOWN.facts["funder_components"].items()
    }
    other_words = {"HUD: PFS": "HUD: Pay for Success", "local or other": "Local or other", "none": "N/A"}
    for name, codes in derived["funder_components"].items():
        assert ours[other_words.get(name, name)] == codes
    groups = {tuple(codes) for codes in KNOWN.facts["project_type_groups"].values()}
    assert {tuple(codes) for codes in derived["projecttype_groups"].values()} <= groups
    assert {
        code: str(KNOWN.facts["project_type_short"][code]) for code in derived["projecttype_short"]
    } == derived["projecttype_short"]
