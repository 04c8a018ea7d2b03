"""docs/compliance.md names tests that exist."""

import re

import pytest

from hearth.site.environment import CHECKOUT

_LINE = re.compile(r"^\| ([A-Z0-9]+-\d\d)[^|]*\| [^|]+ \| (.+) \|$", re.MULTILINE)
_NAMED = re.compile(r"`([^`]+)`")
TEXT = (CHECKOUT / "docs" / "compliance.md").read_text(encoding="utf-8")
NAMED = sorted({name for _id, tests in _LINE.findall(TEXT) for name in _NAMED.findall(tests)})


@pytest.mark.parametrize("name", NAMED)
def test_a_named_test_exists(name: str) -> None:
    path, _, function = name.partition("::")
    source = (CHECKOUT / path).read_text(encoding="utf-8")
    assert f"def {function or 'test_'}" in source


def test_the_statements_of_the_exchange_are_kept() -> None:
    assert {"CAP-02", "CAP-03", "CAP-05", "CAP-06"} <= {id_ for id_, _tests in _LINE.findall(TEXT)}
