"""Write docs/reports/conformance.md: table by table, how our numbers stand beside the published ones."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tests.conformance.compare import REGROUPED, Pair
from tests.conformance.differences import Cause, Cell, listed_differences
from tests.conformance.oracles import is_trusted

_HEAD = """\
# Our numbers beside published ones, table by table

`python -m tests.conformance.apr --document` prints this page, and a test holds it to that. Each cell that differs is
listed in [differences.md](differences.md) with both numbers.

A table is compared *by place* (HUD reads it so), *by words* of its row and column, *by project* (Q4a), or *regrouped*:
cells that were split or joined since 2021 are added up first, as `tests/conformance/older_layout.py` says.
"""
_DATA_LAB = """\
HUD Data Lab's published program of FY 2026, run on nine projects and one CE APR (`../shared/oracles/datalab_fy26`).
"""
_KIT = """\
HUD's test kit of November 2021, made under the rules of then (`../shared/oracles/hud_testkit_fy21`). Gender is no
question any more: its tables are compared by their totals. The questions of veterans and the chronically homeless that
HUD has taken back (Q25e to Q25h, Q26f to Q26h) are today's tables with that filter.
"""
_NOT_COMPARED = """\
## What is not compared

- The lines of gender (Q10a to Q10d, Q25c, Q26c, Q27c); race, ethnicity, gender and the overall score of the older Q6a.
- Who was fleeing (the older Q14b): today's question is how long ago it was. Its total is compared.
- The lines "other source" of the older Q19b and Q27i have no rate here, because five lines of today are added up.
- Lines that only one layout has: an entry before the event (Q6e); the total of Q6d, to which coordinated entry,
  services and prevention did not belong; and "data not collected" of the lengths of stay.
- The subtotals of the older Q15, Q23c, Q25i, Q27d and Q27f whose lines are in several sections now. The lines are.
- In Q4a the name of the software, and in the test kit the way of tracking a shelter, which Q4a does not ask any more,
  and the OrganizationID, which is not that of its own input.

`tests/conformance/older_layout.py` names each of these cells of the regrouped tables, and a test holds that no other is
left out; of HUD Data Lab's tables every cell but the name of the software is compared.
"""
# The tables that are to be equal in every cell.
_EXACT = re.compile(r"Q(?:[4-8]|1[1-5]|23c|2[56]).*")


def document(pairs: Sequence[Pair]) -> str:
    """Give the page for the cells of all runs. Raises KeyError for a cell that differs without a cause."""
    causes = listed_differences()
    of_kit = [pair for pair in pairs if pair.run.startswith("datalab_")]
    of_data_lab = [pair for pair in pairs if not pair.run.startswith("datalab_")]
    trusted = [pair for pair in of_data_lab if is_trusted(pair.run, pair.code, pair.address)]
    exact = [pair for pair in trusted if _EXACT.fullmatch(pair.code)]
    rest = [pair for pair in trusted if not _EXACT.fullmatch(pair.code)]
    blocks = [
        _HEAD,
        "| of | cells |\n| --- | --- |\n"
        f"| HUD Data Lab, Q4a to Q8b, Q11 to Q15, Q23c, Q25 and Q26 | {share(exact)} |\n"
        f"| HUD Data Lab, the other tables | {share(rest)} |\n"
        f"| left out there: cells that the README of the data says not to trust | {len(of_data_lab) - len(trusted)} |\n"
        f"| HUD's test kit of 2021 | {share(of_kit)} |\n"
        f"| all | {share(pairs)} |\n",
        f"## HUD Data Lab, FY 2026\n\n{_DATA_LAB}",
        _tables(of_data_lab, causes),
        f"## HUD's test kit of 2021\n\n{_KIT}",
        _tables(of_kit, causes),
        "## The text that decides\n",
        *_decided(pairs, causes),
        _NOT_COMPARED,
    ]
    return "\n".join(blocks)


def share(pairs: Sequence[Pair]) -> str:
    """Say how many cells are equal, and which part of them."""
    equal = sum(pair.agree for pair in pairs)
    return f"{equal} of {len(pairs)} equal ({equal / max(len(pairs), 1):.2%})"


def _tables(pairs: Sequence[Pair], causes: Mapping[Cell, Cause]) -> str:
    lines = [
        "| their table | ours | compared | runs | cells | equal | result |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for report, file in sorted({(_report(pair), pair.file) for pair in pairs}, key=_in_order):
        found = [pair for pair in pairs if (_report(pair), pair.file) == (report, file)]
        how = found[0].how
        runs = len({pair.run for pair in found})
        equal = sum(pair.agree for pair in found)
        lines.append(
            f"| {report}{file} | {found[0].code} | {how} | {runs} | {len(found)} | {equal} | {_result(found, causes)} |"
        )
    return "\n".join(lines) + "\n"


def _result(pairs: Sequence[Pair], causes: Mapping[Cell, Cause]) -> str:
    differing = Counter(_cause(pair, causes).title for pair in pairs if not pair.agree)
    if not differing:
        return "regrouped and equal" if pairs[0].how == REGROUPED else "equal"
    return "different: " + "; ".join(f"{_link(title)} ({count})" for title, count in differing.items())


def _decided(pairs: Sequence[Pair], causes: Mapping[Cell, Cause]) -> Iterator[str]:
    counted = Counter(_cause(pair, causes) for pair in pairs if not pair.agree)
    for cause in dict.fromkeys(causes.values()):
        cells = "1 cell" if counted[cause] == 1 else f"{counted[cause]} cells"
        yield f"{_link(cause.title)}, {cells}. {cause.source}:\n\n> {cause.quotation}\n"


def _cause(pair: Pair, causes: Mapping[Cell, Cause]) -> Cause:
    return causes[pair.run, pair.code, pair.address]


def _report(pair: Pair) -> str:
    return "CE APR " if pair.run == "eva/CE-APR" or "_ce_apr/" in pair.run else ""


def _in_order(table: tuple[str, str]) -> tuple[str, int, str]:
    report, file = table
    number = re.match(r"Q(\d+)", file)
    assert number
    return report, int(number[1]), file


def _link(title: str) -> str:
    anchor = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
    return f"[{title}](differences.md#{anchor})"
