"""Templates obey the strict content security policy and never trust text."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import files, shown

TEMPLATES = files(".html", "hearth/")
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.IGNORECASE)
INLINE_STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
# hx-on, js: and on... attributes need eval or unsafe-inline.
EVALUATED = re.compile(r"\shx-on|\bjs:|\bjavascript:|\son[a-z]+\s*=", re.IGNORECASE)
TRUSTING = re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off|\|\s*safeseq\b")
FOREIGN = re.compile(r"""(src|href)\s*=\s*["'](https?:)?//""", re.IGNORECASE)


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(INLINE_SCRIPT, id="no_inline_script"),
        pytest.param(INLINE_STYLE, id="no_inline_style"),
        pytest.param(EVALUATED, id="nothing_evaluated"),
        pytest.param(TRUSTING, id="no_text_marked_safe"),
        pytest.param(FOREIGN, id="nothing_from_another_site"),
    ],
)
def test_templates_have(pattern: re.Pattern[str]) -> None:
    assert not [found for path in TEMPLATES for found in _found(path, pattern)]


def test_python_marks_no_text_as_safe() -> None:
    marking = re.compile(r"\bmark_safe\b|\bSafeString\(")
    assert not [found for path in files(".py", "hearth/") for found in _found(path, marking)]


def test_every_visible_text_of_a_screen_can_be_translated() -> None:
    # The component page is for whoever builds screens.
    words = re.compile(r">\s*[A-Z][a-z]+ [a-z]+[^<{]*<")
    bare = [
        shown(path)
        for path in TEMPLATES
        if path.name != "components.html" and words.search(path.read_text(encoding="utf-8"))
    ]
    assert not bare


def _found(path: Path, pattern: re.Pattern[str]) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [f"{shown(path)}:{text.count(chr(10), 0, match.start()) + 1}" for match in pattern.finditer(text)]
