"""The catalogue holds every check of the field once, and the pages about it are current."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from hearth.quality.catalogue import by_id, catalogue, known_checks
from hearth.quality.columns import checks as column_checks
from hearth.quality.documents import GROUPS, pages
from hearth.quality.numbers import numbers

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "hud" / "validation_rules.csv"
# Said in docs/rules/differences.md.
GRAVER_OR_LIGHTER = {"RULE-HOH-FIRST": "error", "EVA-126": "report"}


def test_every_id_has_exactly_one_implementation() -> None:
    stated = Counter(id_ for check in catalogue().values() for id_ in check.ids)
    assert set(stated) == set(known_checks())
    assert set(stated.values()) == {1}
    assert set(by_id()) == set(stated) | set(catalogue())


@pytest.mark.skipif(not SHARED.exists(), reason="the list of checks is not beside the checkout")
def test_the_ids_are_those_of_the_list() -> None:
    with SHARED.open(encoding="utf-8", newline="") as lines:
        assert {row["rule_id"] for row in csv.DictReader(lines)} == set(known_checks())


def test_a_check_is_as_grave_as_in_the_field_unless_we_say_otherwise() -> None:
    for known in known_checks().values():
        assert by_id()[known.id].in_quality.value == GRAVER_OR_LIGHTER.get(known.id, known.severity), known.id


def test_every_check_says_its_sentence_and_its_source() -> None:
    for check in catalogue().values():
        assert check.sentence.endswith("."), check.name
        assert check.source.startswith(("HUD", "When a head leaves")), check.name
        assert check.name.partition("/")[0] in GROUPS


def test_a_column_is_tested_once_for_one_thing() -> None:
    tests = Counter(
        (test.file, test.column, test.breach) for check in column_checks() for test in check.tests
    )
    assert [test for test, count in tests.items() if count > 1] == []


def test_the_numbers_say_that_nothing_of_the_list_is_missing() -> None:
    assert next(numbers()) == "ids of the field's list: 170, not stated here: 0"


@pytest.mark.parametrize("name", pages())
def test_the_pages_about_the_checks_are_current(name: str) -> None:
    assert (ROOT / "docs" / "rules" / name).read_text("utf-8") == pages()[name], (
        "run: python -m hearth.quality docs"
    )
