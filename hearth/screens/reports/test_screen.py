import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.viewer import Viewer
from hearth.library import run_report, runs
from hearth.library.kinds import reports
from hearth.records.write import change
from hearth.reports.everyday.listings import LISTINGS
from hearth.screens.reports.form import StartForm
from tests.community import (
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_exit,
    add_funder,
    add_household,
    build_community,
    viewer_for,
)

START, END = date(2025, 10, 1), date(2026, 9, 30)
APR = reports()[0]


@pytest.fixture
def made(transactional_db: None, settings: Any, tmp_path: Any) -> Community:
    """Three people in supportive housing; a run commits as it goes, so these tests do, too."""
    settings.DATA = tmp_path / "data"
    community = build_community()
    people = [
        add_client(community, "Rosa", "Delgado", dob=date(1985, 1, 1)),
        add_client(community, "Mateo", "Delgado", dob=date(2015, 1, 1)),
    ]
    add_household(community, people, community.supportive, date(2025, 11, 1))
    leaver = add_client(community, "Ada", "Okafor", dob=date(1970, 1, 1))
    add_exit(community, add_enrollment(community, leaver, community.supportive, START), date(2026, 1, 5))
    return community


@pytest.fixture
def browser(made: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(made.personas["agency_manager"])


def waiting(made: Community, persona: str = "agency_manager", project: Any = None) -> Any:
    viewer = viewer_for(made.personas[persona])
    project_ids = [(project or made.supportive).id]
    return runs.start_report(viewer, report="apr", project_ids=project_ids, start=START, end=END)


def done(made: Community, persona: str = "agency_manager", project: Any = None) -> Any:
    run = waiting(made, persona, project)
    run_report.perform_report(run.id)
    return run


def page_of(browser: Browser, name: str, *args: Any) -> str:
    return browser.get(reverse(f"reports:{name}", args=args)).content.decode()


def test_a_run_is_started_for_the_ticked_programs(made: Community, browser: Browser) -> None:
    sent = {"programs": [str(made.supportive.id)], "start": START.isoformat(), "end": END.isoformat()}
    response = browser.post(reverse("reports:start", args=["apr"]), sent)
    [run] = runs.report_runs(viewer_for(made.personas["agency_manager"]))
    assert response.headers["Location"] == reverse("reports:run", args=[run.id])
    assert run.parameters["projects"] == [{"id": str(made.supportive.id), "name": "Harbor Homes"}]
    assert "Waiting for its turn" in page_of(browser, "run", run.id)


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"programs": []}, "programs", "Tick at least one program."),
        ({"end": "2025-01-01"}, "end", "The last day is before the first day."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    made: Community, browser: Browser, sent: dict[str, Any], field: str, words: str
) -> None:
    usual = {"programs": [str(made.supportive.id)], "start": START.isoformat(), "end": END.isoformat()}
    form = browser.post(reverse("reports:start", args=["apr"]), usual | sent).context["form"]
    assert words in form.errors[field]


def test_programs_of_another_agency_are_neither_offered_nor_taken(made: Community, browser: Browser) -> None:
    assert "Hillside Homes" not in page_of(browser, "start", "apr")
    sent = {"programs": [str(made.other_program.id)], "start": START.isoformat(), "end": END.isoformat()}
    assert browser.post(reverse("reports:start", args=["apr"]), sent).status_code == 404


def add_path_grants(made: Community) -> None:
    """Let PATH pay for an outreach program here, a services only program of the other agency, and a shelter."""
    for project, project_type in ((made.rapid, 4), (made.other_program, 6), (made.shelter, 1)):
        with change(by=None, action="test"):
            project.project_type = project_type
            project.save(update_fields=["project_type"])
        add_funder(made, project, 21)


def test_a_path_report_is_about_the_path_programs_of_the_agency_together(
    made: Community, browser: Browser
) -> None:
    address = reverse("reports:start", args=["path"])
    assert (
        "with a PATH grant, and no program of yours has one on record"
        in browser.get(address).content.decode()
    )

    add_path_grants(made)
    form = browser.get(address).context["form"]
    assert [value for value, _words in form.fields["programs"].choices] == [str(made.rapid.id)]
    assert form["programs"].value() == [str(made.rapid.id)]


def test_a_hopwa_report_is_about_every_type_of_program_with_a_hopwa_grant(
    made: Community, browser: Browser
) -> None:
    for project in (made.rapid, made.other_program, made.shelter):
        add_funder(made, project, 17)
    form = browser.get(reverse("reports:start", args=["hopwa"])).context["form"]
    assert set(form["programs"].value()) == {str(made.rapid.id), str(made.shelter.id)}


def test_who_sees_the_community_ticks_the_path_programs_of_one_agency(
    made: Community, browser_of: Callable[..., Browser]
) -> None:
    add_path_grants(made)
    lead = browser_of(made.personas["hmis_lead"])
    address = reverse("reports:start", args=["path"])
    first = lead.get(address)
    assert first.context["form"]["programs"].value() == []
    agency = str(made.own_agency.id)
    assert f'href="?agency={agency}"' in first.content.decode()
    assert lead.get(address, {"agency": agency}).context["form"]["programs"].value() == [str(made.rapid.id)]


def test_a_report_that_does_not_exist_has_no_page(browser: Browser) -> None:
    assert browser.get(reverse("reports:start", args=["spm"])).status_code == 404


def test_a_run_is_repeated_with_what_it_was_asked_for(made: Community, browser: Browser) -> None:
    run = waiting(made)
    form = browser.get(reverse("reports:start", args=["apr"]), {"like": str(run.id)}).context["form"]
    assert form["programs"].value() == [str(made.supportive.id)]
    assert [form["start"].value(), form["end"].value()] == [START.isoformat(), END.isoformat()]
    assert browser.get(reverse("reports:start", args=["apr"]), {"like": "nonsense"}).status_code == 404


def test_a_finished_run_shows_its_tables_and_links_the_numbers_that_count_somebody(
    made: Community, browser: Browser
) -> None:
    run = done(made)
    page = page_of(browser, "run", run.id)
    for code in ("Q4a", "Q5a", "Q7a", "Q7b", "Q8a", "Q8b"):
        assert f'<section class="section" id="{code}">' in page
    total = reverse("reports:cell", args=[run.id, "Q5a", 0, 1])
    assert f'<a href="{total}">3</a>' in page
    assert "Grey: not asked" in page
    veterans = reverse("reports:cell", args=[run.id, "Q5a", 9, 1])
    assert veterans not in page


def test_every_linked_number_opens_to_as_many_people(made: Community, browser: Browser) -> None:
    run = done(made)
    page = browser.get(reverse("reports:run", args=[run.id]))
    opened = 0
    for table, _, rows, _chart in page.context["tables"]:
        # Library and reports visit every number; here one of each table opens.
        for cell in [cell for _, cells in rows for cell, _ in cells if cell.is_count and cell.value][:1]:
            answer = browser.get(reverse("reports:cell", args=[run.id, table.code, cell.row, cell.column]))
            found = answer.context["cell"]
            if found.among is None and isinstance(cell.value, float):
                assert found.people, "an average is one of somebody"
            else:
                assert found.over / (found.among or 1) == cell.value
            opened += 1
    assert opened > 10


def test_an_opened_number_says_what_it_counts_where_hud_says_so_and_who_is_in_it(
    made: Community, browser: Browser
) -> None:
    run = done(made)
    page = page_of(browser, "cell", run.id, "Q5a", 4, 1)
    assert "Number of leavers" in page
    assert "Q5a" in page
    assert "Ada Okafor" in page
    assert "Rosa Delgado" not in page


def test_people_whom_the_viewer_may_not_open_are_counted_and_not_named(
    made: Community, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = done(made)
    all_clients = Viewer.clients.fget  # type: ignore[attr-defined]
    monkeypatch.setattr(Viewer, "clients", property(lambda viewer: all_clients(viewer).none()))
    page = page_of(browser, "cell", run.id, "Q5a", 0, 1)
    assert "3 clients are counted whom you may not open." in page
    assert "Delgado" not in page


def test_a_run_on_a_program_of_another_agency_does_not_exist(
    made: Community, browser_of: Callable[..., Browser]
) -> None:
    run = done(made)
    other = browser_of(add_account("other_manager", made.other_agency, "agency_manager"))
    for address in (
        reverse("reports:run", args=[run.id]),
        reverse("reports:download", args=[run.id]),
        reverse("reports:cell", args=[run.id, "Q5a", 0, 1]),
        f"{reverse('reports:start', args=['apr'])}?like={run.id}",
    ):
        assert other.get(address).status_code == 404
    assert "Harbor Homes" not in other.get(reverse("reports:list")).content.decode()


def test_a_run_that_is_not_done_has_no_files_and_no_numbers_to_open(
    made: Community, browser: Browser
) -> None:
    run = waiting(made)
    assert browser.get(reverse("reports:download", args=[run.id])).status_code == 404
    assert browser.get(reverse("reports:cell", args=[run.id, "Q5a", 0, 1])).status_code == 404


def test_a_failed_run_says_so_and_offers_to_run_again(made: Community, browser: Browser) -> None:
    run = waiting(made)
    run.state, run.message = "failed", "It broke off."
    run.save()
    page = page_of(browser, "run", run.id)
    assert "It broke off." in page
    assert f"?like={run.id}" in page


def test_a_run_that_waits_is_cancelled_from_its_page(made: Community, browser: Browser) -> None:
    run = waiting(made)
    address = reverse("reports:cancel", args=[run.id])
    assert address in page_of(browser, "run", run.id)
    assert browser.post(address).headers["Location"] == reverse("reports:run", args=[run.id])
    page = page_of(browser, "run", run.id)
    assert "cancelled this report. None of its numbers were kept." in page
    assert f"?like={run.id}" in page
    assert address not in page
    assert "Cancelled" in page_of(browser, "list")


def test_who_may_not_cancel_a_run_is_not_offered_it(
    made: Community, browser_of: Callable[..., Browser]
) -> None:
    run = waiting(made)
    colleague = browser_of(add_account("colleague", made.own_agency, "agency_manager"))
    address = reverse("reports:cancel", args=[run.id])
    assert address not in page_of(colleague, "run", run.id)
    assert colleague.post(address).status_code == 403


def test_the_files_are_called_what_they_are(made: Community, browser: Browser) -> None:
    viewer = viewer_for(made.personas["agency_manager"])
    run = runs.start_report(viewer, report="hopwa", project_ids=[made.supportive.id], start=START, end=END)
    run_report.perform_report(run.id)
    page = page_of(browser, "run", run.id)
    assert "Download CSV files" in page
    assert "HUD’s CSV files" not in page
    assert "Download HUD’s CSV files" in page_of(browser, "run", done(made).id)


def test_the_files_of_a_run_come_as_one_zip(made: Community, browser: Browser) -> None:
    response = browser.get(reverse("reports:download", args=[done(made).id]))
    assert response.headers["Content-Disposition"] == 'attachment; filename="apr-2025-10-01-2026-09-30.zip"'
    assert b"".join(response.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]


class Program:
    """As much of a project as the form reads."""

    def __init__(self, number: int, kind: int = 3) -> None:
        self.id = number
        self.project_name = f"Program {number:02}"
        self.project_type = kind
        self.organization = type("Agency", (), {"organization_name": "Harbor House"})()


def test_many_programs_are_narrowed_by_words_and_the_ticked_ones_stay() -> None:
    programs = [Program(number, 13 if number == 7 else 3) for number in range(60)]
    form: Any = StartForm(kind=APR, projects=programs, words="rapid", ticked=["41"])
    assert form.is_long
    assert [key for key, _ in form.fields["programs"].choices] == ["41", "7"]
    assert form.fewer == 0
    assert StartForm(kind=APR, projects=programs).fewer == 35


def test_few_programs_are_all_shown() -> None:
    form: Any = StartForm(kind=APR, projects=[Program(number) for number in range(5)])
    assert not form.is_long
    assert len(form.fields["programs"].choices) == 5


def test_the_reports_stand_by_what_they_are_about(browser: Browser) -> None:
    page = browser.get(reverse("reports:list"))
    assert list(page.context["categories"]) == [
        "HUD and federal partners",
        "Programs and the people in them",
        "Data quality",
        "Clients",
        "The people who work here",
    ]
    assert reverse("reports:start", args=["roster"]) in page.content.decode()


def rostered(made: Community, persona: str = "agency_manager") -> Any:
    viewer = viewer_for(made.personas[persona])
    run = runs.start_report(viewer, report="roster", project_ids=[made.supportive.id], start=START, end=END)
    run_report.perform_report(run.id)
    return run


def test_a_roster_names_each_stay_and_leads_to_it(made: Community, browser: Browser) -> None:
    page = browser.get(reverse("reports:run", args=[rostered(made).id]))
    rows = [row for row, _ in page.context["lines"]]
    assert [row.name for row in rows] == ["Rosa Delgado", "Mateo Delgado", "Ada Okafor"]
    assert dict(page.context["totals"])["Households"] == "2"
    assert reverse("enrollment:enrollment", args=[rows[0].enrollment_id]) in page.content.decode()


def test_the_rows_of_a_roster_are_chosen_in_the_address(made: Community, browser: Browser) -> None:
    address = reverse("reports:run", args=[rostered(made).id])
    exited = browser.get(address, {"show": "exited"})
    assert [row.name for row, _ in exited.context["lines"]] == ["Ada Okafor"]
    assert browser.get(address, {"show": "nonsense"}).status_code == 404


def test_who_may_not_be_opened_stands_in_a_roster_without_a_name(
    made: Community, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = rostered(made)
    all_clients = Viewer.clients.fget  # type: ignore[attr-defined]
    monkeypatch.setattr(Viewer, "clients", property(lambda viewer: all_clients(viewer).none()))
    page = page_of(browser, "run", run.id)
    assert page.count("Not yours to open") == 3
    assert "Delgado" not in page


def test_a_roster_is_taken_away_as_excel_in_which_nothing_is_a_formula(
    made: Community, browser: Browser
) -> None:
    add_enrollment(
        made, add_client(made, "=HYPERLINK(1)", "Ng", dob=date(1990, 1, 1)), made.supportive, START
    )
    response = browser.get(reverse("reports:download", args=[rostered(made).id]))
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as book:  # type: ignore[attr-defined]
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "Ada Okafor" in sheet
    assert "=HYPERLINK(1) Ng" in sheet
    assert "<f>" not in sheet


def test_an_opened_number_belongs_to_a_table_and_not_to_a_listing(made: Community, browser: Browser) -> None:
    address = reverse("reports:cell", args=[rostered(made).id, "Q5a", 0, 1])
    assert browser.get(address).status_code == 404


def test_every_listing_shows_its_empty_page(made: Community, browser: Browser) -> None:
    viewer = viewer_for(made.personas["agency_manager"])
    past = date(2001, 1, 1), date(2001, 1, 31)
    for code in LISTINGS:
        run = runs.start_report(
            viewer, report=code, project_ids=[made.supportive.id], start=past[0], end=past[1]
        )
        run_report.perform_report(run.id)
        response = browser.get(reverse("reports:run", args=[run.id]))
        assert response.status_code == 200
        assert code == "housing_census" or "There is nothing to list" in response.content.decode()


@pytest.mark.parametrize("people", [1, 40])
def test_a_roster_costs_as_many_queries_for_one_as_for_forty(
    made: Community, browser: Browser, django_assert_max_num_queries: Any, people: int
) -> None:
    for number in range(people):
        add_enrollment(made, add_client(made, "P", str(number)), made.supportive, START)
    address = reverse("reports:run", args=[rostered(made).id])
    with django_assert_max_num_queries(12):
        browser.get(address)


def test_a_roster_opens_with_all_programs_of_the_agency_and_then_with_those_of_the_last_run(
    made: Community, browser: Browser
) -> None:
    address = reverse("reports:start", args=["roster"])
    everything = set(browser.get(address).context["form"]["programs"].value())
    assert {str(made.supportive.id), str(made.shelter.id)} <= everything
    rostered(made)
    assert browser.get(address).context["form"]["programs"].value() == [str(made.supportive.id)]
