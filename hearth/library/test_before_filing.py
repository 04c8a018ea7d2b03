"""What is wrong with a report is said before it is filed, beside how much data are missing."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from hearth.access.viewer import Viewer
from hearth.library.before_filing import BeforeFiling, before_filing
from hearth.library.runs import start_report
from hearth.library.tables import Cell, TablePage, TableRow
from hearth.records.write import change
from tests.community import Community, add_funder, build_community, viewer_for

START, END = date(2025, 10, 1), date(2026, 9, 30)
AFTER = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def made(db: None) -> Community:
    """One program with a CoC grant."""
    community = build_community()
    add_funder(community, community.supportive, 2, grant_id="CA0044", start_date=START)
    return community


@pytest.fixture
def viewer(made: Community) -> Viewer:
    return viewer_for(made.personas["agency_manager"])


def looked_at(
    viewer: Viewer, project: Any, report: str = "apr", end: date = END, tables: Any = ()
) -> BeforeFiling | None:
    run = start_report(viewer, report=report, project_ids=[project.id], start=START, end=end)
    run.started_at = AFTER
    return before_filing(viewer, run, tables)


def wrong(*args: Any, **more: Any) -> list[str]:
    found = looked_at(*args, **more)
    assert found is not None
    return found.wrong


def test_nothing_is_wrong_with_a_year_of_a_program_with_its_grant(made: Community, viewer: Viewer) -> None:
    assert wrong(viewer, made.supportive) == []


def test_a_report_is_filed_when_its_last_day_is_over(made: Community, viewer: Viewer) -> None:
    sentences = wrong(viewer, made.supportive, end=date(2026, 12, 31))
    assert sentences == [
        "The records were read before the last day was over. Run it again after that day.",
        "It is about more than a year. One operating year is filed.",
    ]


def test_a_program_that_another_funder_pays_for_does_not_belong_in_it(
    made: Community, viewer: Viewer
) -> None:
    assert wrong(viewer, made.supportive, "caper") == [
        f"No grant on record asks for this report of: {made.supportive.project_name}."
    ]


def test_coordinated_entry_has_a_report_of_its_own(made: Community, viewer: Viewer) -> None:
    with change(by=None, action="test"):
        made.supportive.project_type = 14
        made.supportive.save(update_fields=["project_type"])
    assert "The CE APR is the report of coordinated entry" in wrong(viewer, made.supportive)[0]
    assert wrong(viewer, made.supportive, "ce-apr") == []


def test_a_report_that_does_not_go_to_sage_has_no_such_list(made: Community, viewer: Viewer) -> None:
    assert looked_at(viewer, made.supportive, "dq") is None


def test_the_rates_of_data_quality_stand_highest_first_and_those_of_zero_not_at_all(
    made: Community, viewer: Viewer
) -> None:
    def line(number: int, label: str, rate: float | None) -> TableRow:
        return TableRow(label, [Cell(9, number, 0, True), Cell(rate, number, 1, True, label, True)])

    lines = [line(0, "Name", 0.1), line(1, "DOB", 0.0), line(2, "SSN", 0.5), line(3, "Grey", None)]
    tables = [
        TablePage(code, "", "", ["Total", "% of Issue Rate"], lines if code == "Q6a" else lines[:1])
        for code in ("Q6a", "Q22b")
    ]
    found = looked_at(viewer, made.supportive, tables=tables)
    assert found is not None
    assert [(one.table, one.row, one.column, one.label) for one in found.missing] == [
        ("Q6a", 2, 1, "SSN"),
        ("Q6a", 0, 1, "Name"),
    ]
