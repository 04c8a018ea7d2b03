"""Q4a of the CE APR: one line for each access point of coordinated entry."""

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from hearth.reports.coordinated_entry.specification import SPECIFICATION
from hearth.reports.performance import q4a
from hearth.reports.report import Answer, Parameters
from hearth.reports.table import Table


def table(project_ids: Sequence[str]) -> Table:
    """Give Q4a's two counted columns; its rows are the projects, by ProjectID."""
    return replace(
        q4a.table(project_ids),
        source=f"{SPECIFICATION}, Q4a",
        where="scope = 'project'",
        words="Clients who were in the project on the day of an assessment or event of their household in the date "
        "range. One in two projects counts in both.",
    )


def answer(universe: duckdb.DuckDBPyConnection, parameters: Parameters) -> Answer:
    """Fill Q4a. The connection holds the universe and the data set."""
    return q4a.answer(universe, parameters, table)
