"""The command line of the standard, and the pages that it writes."""

import subprocess
import sys
from pathlib import Path

import pytest

from hearth.hud.__main__ import main
from hearth.hud.pages import write

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("3.917", "Where did you sleep the night before you came to us?"),
        ("v10", "Mental Health Consultation"),
        ("3.12.1", "Safe Haven"),
        ("2.06.1", "retired: kept, not offered"),
        ("moveindate", "Enrollment.MoveInDate: date, may be empty"),
        ("Client.DOB", "element 3.03 Date of Birth"),
    ],
)
def test_show_says_what_an_element_a_list_or_a_column_is(
    subject: str, found: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", subject]) == 0
    assert found in capsys.readouterr().out


def test_a_form_says_why_each_field_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", "start", "--type", "1", "--funder", "8", "--hoh", "--on", "2026-02-01"]) == 0
    printed = capsys.readouterr().out
    assert "4.11" in printed
    assert "because funder HUD: ESG" in printed
    assert "4.02" not in printed


def test_a_form_with_local_rules_marks_what_is_local(capsys: pytest.CaptureFixture[str]) -> None:
    rules = ROOT / "hearth/hud/fixtures/sacramento.toml"
    assert main(["form", "intake", "--type", "0", "--hoh", "--local", str(rules)]) == 0
    assert "local rule of Sacramento" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "nothing"],
        ["form", "nothing"],
        ["form", "start", "--type", "99"],
        ["form", "start", "--funder", "999"],
        ["form", "start", "--local", "no-such-file.toml"],
        ["diff", "fy2022", "fy2026"],
    ],
)
def test_what_is_not_there_is_said_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_diff_explains_every_difference(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "fy2024", "fy2026"]) == 0
    printed = capsys.readouterr().out
    assert "0 not explained" in printed
    assert "NOT EXPLAINED" not in printed


def test_diff_fails_while_a_difference_is_not_explained(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from hearth.hud import difference

    changes = difference.changes("fy2026")
    fewer = {**changes, "list": [each for each in changes["list"] if each["list"] != "V2.2"]}
    monkeypatch.setattr(difference, "changes", lambda _year: fewer)
    assert main(["diff", "fy2024", "fy2026"]) == 1
    assert "NOT EXPLAINED" in capsys.readouterr().out


def test_the_standard_works_with_no_dependency_installed() -> None:
    """`-S` leaves out site-packages, `-I` everything of the environment: only the standard library is left."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from hearth.hud.__main__ import main; sys.exit(main())"
    run = subprocess.run(
        [sys.executable, "-S", "-I", "-c", code, "show", "3.917"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert "Prior Living Situation" in run.stdout


def test_the_pages_of_the_standard_are_up_to_date(tmp_path: Path) -> None:
    """Where this fails: `python -m hearth.hud docs`, and read what changed."""
    for path in write(tmp_path):
        assert (ROOT / "docs/standard" / path.name).read_text("utf-8") == path.read_text("utf-8"), path.name
