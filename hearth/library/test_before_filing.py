"""What is wrong with a report is said before it is filed, beside how much data are missing."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from hearth.access.viewer import Viewer
from hearth.library.before_filing import BeforeFiling, before_filing
from hearth.library.filed_year import OtherYear
from hearth.library.runs import start_report
from hearth.library.tables import Cell, TablePage, TableRow
from hearth.records import guard
from hearth.records.models import Funder
from hearth.records.write import change
from tests.community import Community, add_funder, build_community, viewer_for

START, END = date(2025, 10, 1), date(2026, 9, 30)
AFTER = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def made(db: None) -> Community:
    """One program with a CoC grant; the grants that every community of the tests has are without a number."""
    community = build_community()
    with change(by=None, action="test"):
        for paid in guard.everything(Funder, "the grants of the test"):
            paid.grant_id = None
            paid.save(update_fields=["grant_id"])
    add_funder(community, community.supportive, 2, grant_id="CA0044", start_date=START)
    return community


@pytest.fixture
def viewer(made: Community) -> Viewer:
    return viewer_for(made.personas["agency_manager"])


def looked_at(
    viewer: Viewer, project: Any, report: str = "apr", start: date = START, end: date = END, tables: Any = ()
) -> BeforeFiling | None:
    run = start_report(viewer, report=report, project_ids=[project.id], start=start, end=end)
    run.started_at = AFTER
    return before_filing(viewer, run, tables)


def wrong(*args: Any, **more: Any) -> list[str]:
    found = looked_at(*args, **more)
    assert found is not None
    return found.wrong


def test_nothing_is_wrong_with_a_year_of_a_program_with_its_grant(made: Community, viewer: Viewer) -> None:
    found = looked_at(viewer, made.supportive)
    assert found is not None
    assert (found.wrong, found.year.grants) == ([], ["CA0044"])


def test_a_report_is_filed_when_its_last_day_is_over(made: Community, viewer: Viewer) -> None:
    sentences = wrong(viewer, made.supportive, end=date(2026, 12, 31))
    assert sentences == [
        "The records were read before the last day was over. Run it again after that day.",
        "It is about more than a year. One operating year is filed.",
        f"Its days are no operating year of a grant that pays for: {made.supportive.project_name}.",
    ]


def test_days_that_are_no_operating_year_of_the_grant_are_told_with_the_year_that_has_most_of_them(
    made: Community, viewer: Viewer
) -> None:
    add_funder(made, made.shelter, 2, grant_id="CA0077", start_date=date(2023, 7, 1))
    found = looked_at(viewer, made.shelter)
    assert found is not None
    assert found.wrong == [
        f"Its days are no operating year of a grant that pays for: {made.shelter.project_name}."
    ]
    assert found.year.grants == []
    right = OtherYear("CA0077", date(2025, 7, 1), date(2026, 6, 30), [str(made.shelter.id)])
    assert found.year.others == [right]
    halves = looked_at(viewer, made.shelter, start=date(2024, 12, 1), end=date(2025, 11, 30))
    assert halves is not None
    assert [one.start for one in halves.year.others] == [date(2024, 7, 1), date(2025, 7, 1)]
    assert wrong(viewer, made.shelter, start=right.start, end=right.end) == []


def test_of_two_grants_one_after_the_other_the_one_whose_year_it_is_will_do(
    made: Community, viewer: Viewer
) -> None:
    add_funder(
        made, made.supportive, 2, grant_id="CA0043", start_date=date(2024, 8, 1), end_date=date(2025, 9, 30)
    )
    assert wrong(viewer, made.supportive) == []
    assert wrong(viewer, made.supportive, start=date(2024, 8, 1), end=date(2025, 7, 31)) == []
    found = looked_at(viewer, made.supportive, start=date(2022, 1, 1), end=date(2022, 12, 31))
    assert found is not None
    assert {one.grant for one in found.year.others} == {"CA0043", "CA0044"}


def test_a_year_that_still_runs_is_not_offered(made: Community, viewer: Viewer) -> None:
    add_funder(made, made.shelter, 2, grant_id="CA0078", start_date=date(viewer.today.year, 1, 2))
    found = looked_at(viewer, made.shelter)
    assert found is not None
    assert (len(found.wrong), found.year.others) == (1, [])


def test_the_caper_is_about_a_year_of_the_jurisdiction_that_no_grant_tells(
    made: Community, viewer: Viewer
) -> None:
    add_funder(made, made.shelter, 8, grant_id="ESG-1", start_date=date(2023, 7, 1))
    assert wrong(viewer, made.shelter, "caper") == []


def test_the_ce_apr_of_every_access_point_is_about_the_year_of_the_grant_for_coordinated_entry(
    made: Community, viewer: Viewer
) -> None:
    with change(by=None, action="test"):
        made.supportive.project_type = 14
        made.supportive.save(update_fields=["project_type"])
    assert wrong(viewer, made.shelter, "ce-apr") == []
    found = looked_at(viewer, made.shelter, "ce-apr", start=date(2025, 10, 2))
    assert found is not None
    assert [(one.grant, one.programs) for one in found.year.others] == [("CA0044", [str(made.shelter.id)])]


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


def test_the_rates_of_data_quality_stand_highest_first_with_their_tables_and_those_of_zero_not_at_all(
    made: Community, viewer: Viewer
) -> None:
    def line(number: int, label: str, rate: float | None) -> TableRow:
        return TableRow(label, [Cell(9, number, 0, True), Cell(rate, number, 1, True, label, True)])

    lines = [line(0, "Name", 0.1), line(1, "DOB", 0.0), line(2, "SSN", 0.5), line(3, "Grey", None)]
    tables = [
        TablePage(code, "Identity", "", ["Total", "% of Issue Rate"], lines if code == "Q6a" else lines[:1])
        for code in ("Q6a", "Q22b")
    ]
    found = looked_at(viewer, made.supportive, tables=tables)
    assert found is not None
    assert [(one.table, one.title, one.row, one.column, one.label) for one in found.missing] == [
        ("Q6a", "Identity", 2, 1, "SSN"),
        ("Q6a", "Identity", 0, 1, "Name"),
    ]


def test_an_operating_year_that_begins_on_a_leap_day_is_one_year_and_can_be_filed(
    made: Community, viewer: Viewer
) -> None:
    add_funder(made, made.shelter, 2, grant_id="CA0029", start_date=date(2024, 2, 29))
    found = looked_at(viewer, made.shelter, start=date(2024, 2, 29), end=date(2025, 2, 28))
    assert found is not None
    assert (found.wrong, found.year.grants) == ([], ["CA0029"])
    assert wrong(viewer, made.shelter, start=date(2024, 2, 29), end=date(2025, 3, 1))[0] == (
        "It is about more than a year. One operating year is filed."
    )
