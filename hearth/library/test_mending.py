"""Every finding of data quality leads to the form that mends it, or says who can."""

from dataclasses import replace

import pytest

from hearth.library.mending import Finding, finding_of, findings
from hearth.reports.coordinated_entry import ce_apr
from hearth.reports.performance import apr, data_quality
from hearth.reports.table import Table

# All records of a kind are no finding.
ONLY_COUNTED = {"Count of Total Records", "# of Records"}

TABLES = [
    *(("apr", table) for table in apr.TABLES["fy2026"] if table.code.startswith("Q6")),
    *(("dq", table) for table in data_quality.TABLES["fy2026"] if table.code != "Q1"),
    *(("ce-apr", table) for table in ce_apr.TABLES["fy2026"] if table.code == "Q6a"),
]


@pytest.mark.parametrize(("report", "table"), TABLES, ids=[f"{code} {table.code}" for code, table in TABLES])
def test_every_cell_of_data_quality_knows_where_its_finding_is_mended(report: str, table: Table) -> None:
    for place in table.places():
        if place.address not in table.grey:
            found = finding_of(report, table.code, place.row, place.column)
            assert (found is None) is (place.column in ONLY_COUNTED), place


def test_every_line_of_the_list_is_about_a_cell() -> None:
    told = {
        finding_of(report, table.code, place.row, place.column)
        for report, table in TABLES
        for place in table.places()
    }
    assert set(findings()) <= told


def test_a_table_that_only_counts_finds_nothing() -> None:
    assert finding_of("dq", "Q1", "Number of leavers", "Count of Clients") is None
    assert finding_of("apr", "Q2", "Name (3.01)", "Total") is None


def test_two_lines_about_one_cell_would_hide_each_other() -> None:
    for one in findings():
        alike: list[Finding] = [
            other for other in findings() if replace(other, element="", form="", field="") == _place_of(one)
        ]
        assert len(alike) == 1


def _place_of(finding: Finding) -> Finding:
    return replace(finding, element="", form="", field="")
