"""What an import noticed about its file, as the run keeps it: the first lines of each group, and how many there are.

A group is a kind of finding in one file. One fault of a vendor's export is made a thousand times; it must not crowd
out the others.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import duckdb

from hearth.dataset import Finding as FileFinding
from hearth.exchange.judge import MOST_FINDINGS, Finding, Judgement, refusal

# A run keeps about so many lines in all, and so many of a group however many groups there are.
_MOST_KEPT, _FEWEST_OF_A_GROUP = 5000, 100
_REFUSED = ("refused", "descriptors")
# What loses its row is told as a refused one.
_LOSES_ROW = ("key", "width")

# Kind -> file -> number; None where there are more than anybody counted.
Totals = dict[str, dict[str, int | None]]


def noticed(
    found: Iterable[FileFinding], judged: Judgement, staged: duckdb.DuckDBPyConnection
) -> tuple[list[Finding], Totals]:
    """Give what was noticed in reading and judging a file, and how often, per kind and file."""
    read = [_in_words(finding) for finding in found if finding.kind not in _LOSES_ROW]
    others = [finding for finding in judged.findings if finding.kind not in _REFUSED]
    totals: Totals = defaultdict(dict)
    for kind, file, count in staged.execute(
        f"select {_KIND}, file, count(*) from refused group by 1, 2"
    ).fetchall():
        totals[kind][file] = count
    if judged.added_users:
        totals["added"]["User"] = judged.added_users
    is_cut = len(judged.findings) >= MOST_FINDINGS
    for (kind, file), count in Counter((one.kind, one.file) for one in [*read, *others]).items():
        # What reading lists of a column, and judging in all, ends at a number that says nothing of how many there are.
        is_counted = count < MOST_FINDINGS and not (is_cut and kind in ("cut", "emptied"))
        totals[kind].setdefault(file, count if is_counted else None)
    return [*read, *_refusals(staged), *others], dict(totals)


def first_of_each(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Give the findings that a run keeps, as JSON: the first ones of each group."""
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.kind, finding.file].append(finding)
    most = min(MOST_FINDINGS, max(_FEWEST_OF_A_GROUP, _MOST_KEPT // max(len(groups), 1)))
    return [finding.as_json() for group in groups.values() for finding in group[:most]]


_KIND = "if(problem = 'descriptors', 'descriptors', 'refused')"


def _refusals(staged: duckdb.DuckDBPyConnection) -> list[Finding]:
    rows = staged.execute(
        f"select {_KIND}, file, line, problem, column_name, value from refused "
        f"qualify row_number() over (partition by {_KIND}, file order by line) <= {MOST_FINDINGS}"
    ).fetchall()
    return [
        Finding(file, line, refusal(problem, column, value), kind)
        for kind, file, line, problem, column, value in rows
    ]


def _in_words(finding: FileFinding) -> Finding:
    shown = "" if finding.value is None else f" ({finding.value})"
    return Finding(finding.file, finding.line, f"{finding.column} {finding.problem}{shown}.", finding.kind)
