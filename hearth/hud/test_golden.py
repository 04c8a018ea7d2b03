"""The forms as text are what the standard as data gives. Review a change there, then `python -m hearth.hud golden`."""

import pytest

from hearth.hud.collection import stages
from hearth.hud.golden import FOLDER, Case, cases, text


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_golden_form_is_unchanged(case: Case) -> None:
    assert case.path.read_text("utf-8") == text(case)


def test_there_is_a_file_for_each_case_and_none_besides() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {case.name for case in cases()}
    assert len({case.name for case in cases()}) == len(cases())


def test_every_form_has_a_golden_one() -> None:
    assert {case.stage for case in cases()} == set(stages())
