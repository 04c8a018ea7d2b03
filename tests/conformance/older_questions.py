"""Questions of veterans and the chronically homeless that HUD has taken back since its test kit of 2021.

They are today's question with that filter, as Q25i is still made of Q23c, and no part of our reports.
"""

from collections.abc import Iterator
from dataclasses import replace

from hearth.dataset import Dataset
from hearth.reports.cells import cells
from hearth.reports.performance.q16 import Q17, Q18
from hearth.reports.performance.q20 import Q20A
from hearth.reports.performance.q25 import Q26E
from hearth.reports.performance.shared_lines import narrowed
from hearth.reports.report import Answer, Parameters
from hearth.reports.sheet import sheet
from hearth.reports.table import Table
from hearth.reports.universe.build import build

_VETERANS = ("is_veteran", "Veterans.")
_CHRONIC = ("chronic = 'yes'", "Chronically homeless.")


def _again(table: Table, code: str, who: tuple[str, str]) -> Table:
    return narrowed(table, code, f"{table.title}, narrowed", *who)


TABLES = (
    _again(replace(Q26E, where="scope = 'report'"), "Q25e", _VETERANS),
    *(
        _again(table, f"Q25{letter}", _VETERANS)
        for letter, table in zip("fgh", (Q18, Q17, Q20A), strict=True)
    ),
    *(_again(table, f"Q26{letter}", _CHRONIC) for letter, table in zip("fgh", (Q18, Q17, Q20A), strict=True)),
)


def answers(dataset: Dataset, asked: Parameters) -> Iterator[Answer]:
    """Answer the questions over the stays of the run that is asked for."""
    universe = dataset.connection.cursor()
    build(universe, asked.start, asked.end, asked.project_ids)
    for table in TABLES:
        values = cells(universe, table)
        yield Answer(table, values, sheet(table, values))
    universe.close()
