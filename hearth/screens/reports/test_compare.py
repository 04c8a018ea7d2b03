"""Two runs of one report are compared: what differs, side by side, with what both were asked for."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.library import run_report, runs
from hearth.library.compare import differences
from hearth.library.tables import tables
from hearth.records.write import change
from tests.community import (
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_funder,
    build_community,
    viewer_for,
)

START, END = date(2025, 10, 1), date(2026, 9, 30)


@pytest.fixture
def made(transactional_db: None, settings: Any, tmp_path: Any) -> Community:
    """One person in a program; a run commits as it goes, so these tests do, too."""
    settings.DATA = tmp_path / "data"
    community = build_community()
    add_enrollment(community, add_client(community, "Rosa", "Example"), community.supportive, START)
    return community


@pytest.fixture
def browser(made: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(made.personas["agency_manager"])


def done(made: Community, report: str = "apr", persona: str = "agency_manager", program: Any = None) -> Any:
    viewer = viewer_for(made.personas[persona])
    projects = [(program or made.supportive).id]
    run = runs.start_report(viewer, report=report, project_ids=projects, start=START, end=END)
    run_report.perform_report(run.id)
    return runs.report_run(viewer, run.id)


def one_more(made: Community) -> None:
    add_enrollment(made, add_client(made, "Amir", "Sample"), made.supportive, date(2026, 1, 5))


def compared(browser: Browser, run: Any, other: Any) -> Any:
    return browser.get(reverse("reports:compare", args=[run.id]), {"with": str(other.id)})


def test_two_runs_on_the_same_records_differ_in_nothing(made: Community, browser: Browser) -> None:
    first, second = done(made), done(made)
    assert differences(first, second) == []
    assert "No number differs" in compared(browser, first, second).content.decode()


def test_every_cell_that_differs_is_told_and_no_other(made: Community) -> None:
    first = done(made)
    one_more(made)
    second = done(made)

    def values(run: Any) -> dict[tuple[str, int, int], Any]:
        return {
            (page.code, cell.row, cell.column): cell.value
            for page in tables(run)
            for row in page.rows
            for cell in row.cells
        }

    one, other = values(first), values(second)
    assert one.keys() == other.keys()
    expected = {place for place in one if one[place] != other[place]}
    found = differences(first, second)
    assert len(expected) > 20
    told = {(each.table, each.before.row, each.before.column) for each in found if each.before}
    assert (told, len(found)) == (expected, len(expected))


def test_a_row_whose_label_says_only_a_part_is_told_by_its_whole_name(made: Community) -> None:
    with change(by=None, action="test"):
        made.supportive.project_type = 4
        made.supportive.save(update_fields=["project_type"])
    add_funder(made, made.supportive, 21)
    stays = viewer_for(made.personas["agency_manager"]).enrollments.all()
    first = done(made, "path")
    with change(by=None, action="test"):
        stays.update(date_of_path_status=START, client_enrolled_in_path=1)
    second = done(made, "path")

    found = {(one.table, one.row) for one in differences(first, second)}

    assert ("Q26", "26g. Connection with SOAR: Data not collected") in found
    assert ("Q19-Q24", "22. Covered by health insurance: Total") in found


def test_the_earlier_run_stands_first_and_each_number_opens_in_its_own_run(
    made: Community, browser: Browser
) -> None:
    first = done(made)
    one_more(made)
    second = done(made)

    response = compared(browser, second, first)

    served = next(one for one in response.context["page"] if one.table == "Q5a")
    assert (served.row, served.before.value, served.after.value, served.change) == (
        "Total number of persons served",
        1,
        2,
        1,
    )
    page = response.content.decode()
    for run in (first, second):
        assert reverse("reports:cell", args=[run.id, "Q5a", 0, served.after.column]) in page
    assert ">+1</td>" in page
    assert "FY2026" in page


def test_the_totals_of_a_listing_are_compared(made: Community, browser: Browser) -> None:
    first = done(made, "roster")
    one_more(made)
    second = done(made, "roster")
    found = {(each.table, each.row): each.change for each in differences(first, second)}
    assert found[("Active", "Stays")] == 1
    assert compared(browser, first, second).status_code == 200


def test_only_other_finished_runs_of_the_report_that_the_viewer_may_read_are_offered(
    made: Community, browser: Browser
) -> None:
    run, other = done(made), done(made)
    done(made, "roster")
    hidden = done(made, persona="hmis_lead", program=made.other_program)
    waiting = runs.start_report(
        viewer_for(made.personas["agency_manager"]),
        report="apr",
        project_ids=[made.supportive.id],
        start=START,
        end=END,
    )
    page = browser.get(reverse("reports:compare", args=[run.id]))
    assert [one["run"].id for one in page.context["rows"]] == [other.id]
    for unfit in (hidden, waiting, done(made, "roster")):
        assert compared(browser, run, unfit).status_code == 404
        assert compared(browser, unfit, run).status_code == 404
    nonsense = browser.get(reverse("reports:compare", args=[run.id]), {"with": "nonsense"})
    assert nonsense.status_code == 404


def test_who_may_read_one_of_two_runs_may_not_compare_them(
    made: Community, browser_of: Callable[..., Browser]
) -> None:
    ours = done(made, persona="hmis_lead")
    theirs = done(made, persona="hmis_lead", program=made.other_program)
    other = browser_of(add_account("other_manager", made.other_agency, "agency_manager"))
    for pair in ((ours, theirs), (theirs, ours)):
        assert compared(other, *pair).status_code == 404


def test_without_another_run_the_page_says_how_to_make_one(made: Community, browser: Browser) -> None:
    page = browser.get(reverse("reports:compare", args=[done(made).id])).content.decode()
    assert "There is no other run to compare with" in page


@pytest.mark.parametrize("people", [1, 30])
def test_comparing_costs_as_many_queries_for_thirty_as_for_one(
    made: Community, browser: Browser, django_assert_max_num_queries: Any, people: int
) -> None:
    first = done(made)
    for number in range(people):
        add_enrollment(made, add_client(made, "P", str(number)), made.supportive, START)
    second = done(made)
    with django_assert_max_num_queries(12):
        compared(browser, first, second)
