"""Of the runs so far, those of a report, a person, a program or grant and a state are found, and a link keeps that."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.library import runs
from hearth.records.models import Project, ReportRun
from hearth.records.write import change
from tests.community import Community, add_account, add_funder, born, build_community, viewer_for

START, END = date(2025, 10, 1), date(2026, 9, 30)
LIST = reverse("reports:list")


@pytest.fixture
def made(db: None) -> Community:
    return build_community()


@pytest.fixture
def browser(made: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(made.personas["agency_manager"])


def ran(made: Community, report: str, project: Any, account: Any = None, **columns: Any) -> Any:
    viewer = viewer_for(account or made.personas["agency_manager"])
    run = runs.start_report(viewer, report=report, project_ids=[project.id], start=START, end=END)
    for name, value in {"state": "done", "started_at": run.created_at, **columns}.items():
        setattr(run, name, value)
    run.save()
    return run


def found(browser: Browser, **asked: str) -> set[Any]:
    return {row["run"].pk for row in browser.get(LIST, asked).context["rows"]}


def test_runs_are_found_by_report_person_program_grant_and_state(made: Community, browser: Browser) -> None:
    add_funder(made, made.shelter, 2, grant_id="CA0044", start_date=START)
    other = add_account("sofia", made.own_agency, "agency_manager")
    first = ran(made, "apr", made.supportive)
    second = ran(made, "roster", made.shelter, other)
    failed = ran(made, "roster", made.shelter, state="failed")
    cancelled = ran(made, "apr", made.shelter, state="failed", cancelled_by=other)
    waiting = ran(made, "dq", made.supportive, state="waiting")

    assert found(browser) == {first.pk, second.pk, failed.pk, cancelled.pk, waiting.pk}
    assert found(browser, report="apr") == {first.pk, cancelled.pk}
    assert found(browser, by="SOFI") == {second.pk}
    assert found(browser, program="night shelter") == {second.pk, failed.pk, cancelled.pk}
    assert found(browser, program="ca0044", report="roster", state="done") == {second.pk}
    assert found(browser, state="failed") == {failed.pk}
    assert found(browser, state="cancelled") == {cancelled.pk}
    assert found(browser, state="at_work") == {waiting.pk}
    assert found(browser, report="nonsense") == found(browser)


def test_the_runs_so_far_are_one_press_away_from_the_top_of_the_library(
    made: Community, browser: Browser
) -> None:
    assert 'href="#runs"' not in browser.get(LIST).content.decode()
    ran(made, "apr", made.supportive)
    assert 'href="#runs"' in browser.get(LIST).content.decode()


def test_words_that_mean_many_programs_find_the_runs_of_all_of_them(
    made: Community, browser: Browser
) -> None:
    with change(by=None, action="test") as signed:
        Project.objects.bulk_create(
            Project(
                organization=made.own_agency,
                project_name=f"Annex {number} of the night shelter",
                project_type=0,
                **born(made.source, signed),
            )
            for number in range(60)
        )
    run = ran(made, "apr", made.shelter)
    ran(made, "apr", made.supportive)
    assert found(browser, program="night shelter") == {run.pk}


def test_a_filter_stays_with_the_pages_and_where_nothing_is_so_the_page_says_how_to_go_on(
    made: Community, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hearth.screens.reports.screen._RUNS_ON_A_PAGE", 1)
    assert "Program or grant" not in browser.get(LIST).content.decode()
    for _number in range(2):
        ran(made, "apr", made.supportive)
    page = browser.get(LIST, {"report": "apr"}).content.decode()
    assert "?report=apr&amp;page=2" in page
    assert "Show all" in page
    assert "No run is so" in browser.get(LIST, {"program": "Nobody's"}).content.decode()


def many(made: Community, program: Any, report: str = "apr") -> None:
    """Store more runs than anybody reads, all later than the runs so far."""
    first = ran(made, report, program, made.personas["hmis_lead"])
    ReportRun.objects.bulk_create(
        ReportRun(
            account=first.account,
            report=report,
            specification="fy2026",
            parameters=first.parameters,
            state="done",
        )
        for _number in range(510)
    )


def test_however_many_runs_there_are_each_stands_on_a_page(made: Community, browser: Browser) -> None:
    first = ran(made, "apr", made.supportive)
    many(made, made.shelter)
    assert "of 512" in browser.get(LIST).content.decode()
    assert first.pk in found(browser, page="21")


def test_runs_of_other_agencies_push_none_of_the_own_ones_out(made: Community, browser: Browser) -> None:
    own = ran(made, "apr", made.supportive)
    many(made, made.other_program)
    assert found(browser) == {own.pk}
    assert "of 510" not in browser.get(LIST).content.decode()


def test_a_report_that_was_run_stays_known_where_it_is_due_however_many_were_run_since(
    made: Community, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hearth.access.viewer.Viewer.today", date(2026, 11, 28))
    add_funder(made, made.supportive, 2, grant_id="CA0044", start_date=date(2020, 10, 1))
    own = ran(made, "apr", made.supportive)
    many(made, made.other_program, "roster")
    lines = browser.get(reverse("reports:due")).context["lines"]
    assert [due[0].ran for grant, *_, due in lines if grant.identifier == "CA0044"] == [own]


def test_the_filter_shows_no_run_of_another_agency(made: Community, browser: Browser) -> None:
    lead = made.personas["hmis_lead"]
    foreign = ran(made, "apr", made.other_program, lead)
    assert found(browser, by=lead.name) == set()
    assert found(browser, program=str(made.other_program.project_name)) == set()
    assert foreign.pk not in found(browser, report="apr")
