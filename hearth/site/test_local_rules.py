"""`hearth local-rules` shows, keeps and takes back a CoC's rules, and tells faults a line each."""

from pathlib import Path

import pytest

from hearth.forms.local_rules import rules_of
from hearth.hud.golden import FIXTURES
from hearth.site.cli import COMMANDS, _parsed
from hearth.site.local_rules import run
from tests.community import COC_CODE, Community

pytestmark = pytest.mark.django_db


def call(*words: str) -> int:
    return run(_parsed(COMMANDS["local-rules"], "local-rules", ["local-rules", *words]))


@pytest.fixture
def rules(community: Community, tmp_path: Path) -> Path:
    text = (FIXTURES / "sacramento.toml").read_text("utf-8").replace("CA-503", COC_CODE)
    path = tmp_path / "rules.toml"
    path.write_text(text, "utf-8")
    return path


def test_rules_are_kept_shown_and_taken_back(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(COC_CODE, "--set", str(rules)) == 0
    assert [each.name for each in rules_of([COC_CODE])] == ["Sacramento"]
    capsys.readouterr()
    assert call(COC_CODE) == 0
    assert capsys.readouterr().out.strip() == rules.read_text("utf-8").strip()
    assert call(COC_CODE, "--remove") == 0
    assert rules_of([COC_CODE]) == ()


def test_each_fault_is_a_line_that_names_the_file(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules.write_text(rules.read_text("utf-8").replace('"4.12"', '"9.99"') + 'offers = "x"\n', "utf-8")
    assert call(COC_CODE, "--set", str(rules)) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.startswith(f"{rules}: ") for line in lines] == [True, True]


@pytest.mark.parametrize("words", [("XX-999",), (COC_CODE, "--set", "no-such-file.toml")])
def test_what_is_not_there_is_said_in_one_line(
    rules: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(*words) == 2
    assert capsys.readouterr().err.count("\n") == 1
