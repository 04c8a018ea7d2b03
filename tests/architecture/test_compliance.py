"""docs/compliance.md has every statement it must, in order, and names tests that exist or why there is none."""

import re

import pytest

from hearth.site.environment import CHECKOUT

_LINE = re.compile(r"^\| (([A-Z0-9]+)-(\d\d)[^|]*) \| [^|]+ \| (.+) \|$", re.MULTILINE)
_NAMED = re.compile(r"`([^`]+)`")
_NONE = re.compile(r"^(Waiting|Not the software's part): .{10,}")
TEXT = (CHECKOUT / "docs" / "compliance.md").read_text(encoding="utf-8")
ROWS = [(label, family, int(number), tests) for label, family, number, tests in _LINE.findall(TEXT)]
NAMED = sorted({name for *_row, tests in ROWS for name in _NAMED.findall(tests)})

# Every statement of these families; of the others those that are kept, all or in part.
WHOLE_FAMILIES = {"SEC": 13, "TEC": 3, "P2": 6, "PWD": 6, "ASV": 10}
SINGLE = {
    *(("CAP", number) for number in (2, 3, 5, 6, 10, 11, 12)),
    *(("PRV", 1), ("PRV", 4), ("PRV", 9), ("HIP", 1), ("HIP", 3), ("CR", 4), ("CR", 6)),
    *(("RHY", 1), ("RHY", 4), ("VSP", 1), ("VSP", 8)),
}
# The order of COMPLIANCE.md.
ORDER = ("PRV", "SEC", "TEC", "CAP", "VSP", "P2", "HIP", "RHY", "CR", "PWD", "ASV")


@pytest.mark.parametrize("name", NAMED)
def test_a_named_test_exists(name: str) -> None:
    path, _, function = name.partition("::")
    source = (CHECKOUT / path).read_text(encoding="utf-8")
    assert re.search(rf"def {function}\(" if function else r"def test_", source)


def test_every_statement_that_must_be_there_is_there() -> None:
    wanted = SINGLE | {
        (family, number + 1) for family, count in WHOLE_FAMILIES.items() for number in range(count)
    }
    assert sorted(wanted - {(family, number) for _label, family, number, _tests in ROWS}) == []


def test_a_statement_without_a_test_says_what_it_waits_for_or_why_it_is_not_ours() -> None:
    bare = [label for label, *_rest, tests in ROWS if not _NAMED.search(tests) and not _NONE.match(tests)]
    assert bare == []


def test_the_statements_come_in_the_order_of_the_list_they_are_from() -> None:
    places = [(ORDER.index(family), number) for _label, family, number, _tests in ROWS]
    assert places == sorted(places)


def test_every_line_of_the_table_is_read() -> None:
    table = TEXT.partition("| Id | Statement | Tests |")[2].partition("\n\n")[0]
    assert len(ROWS) == len([line for line in table.splitlines() if line.startswith("| ")])
