"""A report is kept at hand with what it was asked for, and taken out again; a CoC limits whom it counts."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.library import run_report, runs
from hearth.library.periods import last_month
from hearth.library.tables import table
from hearth.records.models import ProjectCoC
from hearth.records.write import change
from hearth.rules.project.operating_year import last_operating_year
from tests.community import (
    COC_CODE,
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_funder,
    born,
    build_community,
    viewer_for,
)

START, END = date(2025, 10, 1), date(2026, 9, 30)
START_PAGE = reverse("reports:start", args=["roster"])
KEEP = reverse("reports:favourite", args=["roster"])


@pytest.fixture
def made(transactional_db: None, settings: Any, tmp_path: Any) -> Community:
    """A run commits as it goes, so these tests do, too."""
    settings.DATA = tmp_path / "data"
    return build_community()


@pytest.fixture
def browser(made: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(made.personas["agency_manager"])


def done(made: Community, start: date = START, end: date = END, program: Any = None) -> Any:
    viewer = viewer_for(made.personas["agency_manager"])
    projects = [(program or made.supportive).id]
    run = runs.start_report(viewer, report="roster", project_ids=projects, start=start, end=end)
    run_report.perform_report(run.id)
    return run


def test_a_favourite_opens_with_the_programs_and_days_that_were_kept(
    made: Community, browser: Browser
) -> None:
    kept = done(made, START + timedelta(days=1))
    browser.post(KEEP, {"run": str(kept.id)})
    done(made, date(2026, 1, 1), date(2026, 1, 31), made.shelter)

    form = browser.get(START_PAGE).context["form"]

    assert form["programs"].value() == [str(made.supportive.id)]
    assert [form["start"].value(), form["end"].value()] == [START + timedelta(days=1), END]
    [favourite] = browser.get(reverse("reports:list")).context["favourites"]
    assert (favourite.kind.code, favourite.programs, favourite.period) == ("roster", ["Harbor Homes"], "")


def test_a_favourite_of_last_month_moves_on_with_the_months(
    made: Community, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = viewer_for(made.personas["agency_manager"]).today
    kept = done(made, *last_month(today))
    browser.post(KEEP, {"run": str(kept.id)})
    monkeypatch.setattr("hearth.access.viewer.Viewer.today", date(2027, 3, 15))

    form = browser.get(START_PAGE).context["form"]

    assert [form["start"].value(), form["end"].value()] == [date(2027, 2, 1), date(2027, 2, 28)]
    assert "Last month: 1 Feb 2027" in browser.get(reverse("reports:list")).content.decode()


def test_the_operating_year_of_a_grant_moves_on_with_the_years(
    made: Community, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    grant = add_funder(made, made.supportive, 2, grant_id="CA0044", start_date=date(2020, 3, 1))
    today = viewer_for(made.personas["agency_manager"]).today
    first, last = last_operating_year([(date(2020, 3, 1), None)], today)
    browser.post(KEEP, {"run": str(done(made, first, last).id)})
    monkeypatch.setattr("hearth.access.viewer.Viewer.today", date(2031, 4, 2))

    def opened() -> list[date]:
        form = browser.get(START_PAGE).context["form"]
        return [form["start"].value(), form["end"].value()]

    assert opened() == [date(2030, 3, 1), date(2031, 2, 28)]
    page = browser.get(reverse("reports:list")).content.decode()
    assert "Last operating year of grant CA0044: 1 Mar 2030" in page
    with change(by=None, action="test"):
        grant.grant_id = "CA0045"
        grant.save(update_fields=["grant_id"])
    assert opened() == [first, last]


def test_the_days_of_a_favourite_are_changed_to_a_period_by_name_and_back(
    made: Community, browser: Browser
) -> None:
    browser.post(KEEP, {"run": str(done(made).id)})

    def kept() -> Any:
        return browser.get(reverse("reports:list")).context["favourites"][0]

    page = browser.get(KEEP, {"favourite": kept().id})
    assert "Always 1 Oct 2025 to 30 Sep 2026" in page.content.decode()
    assert browser.post(KEEP, {"favourite": kept().id, "period": "nonsense"}).status_code == 200
    browser.post(KEEP, {"favourite": kept().id, "period": "last_month"})
    today = viewer_for(made.personas["agency_manager"]).today
    assert (kept().period, (kept().start, kept().end)) == ("Last month", last_month(today))
    assert browser.get(KEEP, {"favourite": kept().id}).context["form"]["period"].value() == "last_month"
    browser.post(KEEP, {"favourite": kept().id, "period": "fixed"})
    assert (kept().period, (kept().start, kept().end)) == ("", last_month(today))


def test_the_days_of_a_favourite_are_its_owners_alone_and_a_list_of_today_has_none(
    made: Community, browser: Browser, browser_of: Callable[..., Browser]
) -> None:
    browser.post(KEEP, {"run": str(done(made).id)})
    browser.post(reverse("reports:favourite", args=["caseload"]), {"keep": "yes"})
    days, today = browser.get(reverse("reports:list")).context["favourites"]
    other = browser_of(add_account("other_manager", made.own_agency, "agency_manager"))
    for asked in (days, today):
        address = reverse("reports:favourite", args=[asked.kind.code])
        assert other.get(address, {"favourite": asked.id}).status_code == 404
        assert other.post(address, {"favourite": asked.id, "period": "last_month"}).status_code == 404
    assert browser.get(KEEP, {"favourite": today.id}).status_code == 404
    caseload = reverse("reports:favourite", args=["caseload"])
    assert browser.get(caseload, {"favourite": today.id}).status_code == 404
    assert browser.get(KEEP, {"favourite": "nonsense"}).status_code == 404


def test_keeping_again_replaces_and_taking_out_leaves_the_runs(made: Community, browser: Browser) -> None:
    first, second = done(made), done(made, date(2026, 1, 1))
    for run in (first, second):
        browser.post(KEEP, {"run": str(run.id)})
    [favourite] = browser.get(reverse("reports:list")).context["favourites"]
    assert favourite.start == date(2026, 1, 1)

    address = {"forget": str(favourite.id)}
    assert browser.post(KEEP, address).headers["Location"] == reverse("reports:list")

    page = browser.get(reverse("reports:list"))
    assert (page.context["favourites"], len(page.context["rows"])) == ([], 2)


def test_one_report_is_kept_for_each_of_several_choices_of_programs(
    made: Community, browser: Browser, browser_of: Callable[..., Browser]
) -> None:
    for program in (made.supportive, made.shelter):
        browser.post(KEEP, {"run": str(done(made, program=program).id)})
    first, second = browser.get(reverse("reports:list")).context["favourites"]
    assert (first.programs, second.programs) == (["Harbor Homes"], ["Harbor Night Shelter"])

    form = browser.get(START_PAGE, {"favourite": first.id}).context["form"]
    assert form["programs"].value() == [str(made.supportive.id)]
    other = browser_of(add_account("other_manager", made.own_agency, "agency_manager"))
    assert other.get(START_PAGE, {"favourite": first.id}).status_code == 404
    other.post(KEEP, {"forget": str(first.id)})
    browser.post(KEEP, {"forget": str(second.id)})
    assert [one.id for one in browser.get(reverse("reports:list")).context["favourites"]] == [first.id]


def test_who_has_as_many_favourites_as_there_may_be_is_told(
    made: Community, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hearth.actions.favourite_report.MOST", 1)
    browser.post(KEEP, {"run": str(done(made).id)})
    answer = browser.post(KEEP, {"run": str(done(made, program=made.shelter).id)}, follow=True)
    assert "You have as many favourites as there may be." in answer.content.decode()
    assert len(answer.context["favourites"]) == 1


def test_a_report_is_marked_in_the_list_before_any_run_and_marking_again_keeps_what_was_kept(
    made: Community, browser: Browser
) -> None:
    unmarked = browser.get(START_PAGE).context["form"]["programs"].value()
    assert browser.post(KEEP, {"keep": "yes"}).headers["Location"] == reverse("reports:list")
    page = browser.get(reverse("reports:list"))
    assert [one.kind.code for one in page.context["favourites"]] == ["roster"]
    assert browser.get(START_PAGE).context["form"]["programs"].value() == unmarked

    browser.post(KEEP, {"run": str(done(made).id)})
    browser.post(KEEP, {"keep": "yes"})
    [favourite] = browser.get(reverse("reports:list")).context["favourites"]
    assert (favourite.programs, favourite.start) == (["Harbor Homes"], START)


def test_a_favourite_is_its_owners_alone_and_kept_of_runs_that_they_may_read(
    made: Community, browser: Browser, browser_of: Callable[..., Browser]
) -> None:
    run = done(made)
    browser.post(KEEP, {"run": str(run.id)})
    other = browser_of(add_account("other_manager", made.other_agency, "agency_manager"))
    assert other.post(KEEP, {"run": str(run.id)}).status_code == 404
    assert other.post(KEEP, {"run": "nonsense"}).status_code == 404
    assert browser.post(reverse("reports:favourite", args=["apr"]), {"run": str(run.id)}).status_code == 404
    assert other.get(reverse("reports:list")).context["favourites"] == []


@pytest.fixture
def in_two_cocs(made: Community) -> Community:
    """The supportive program serves a second CoC, too; one household is enrolled in each."""
    with change(by=None, action="test") as signed:
        ProjectCoC.objects.create(
            project=made.supportive, coc_code="XX-777", geocode="000000", **born(made.source, signed)
        )
    for name, code in (("Rosa", COC_CODE), ("Noor", "XX-777")):
        client = add_client(made, name, "Example")
        add_enrollment(made, client, made.supportive, START, enrollment_coc=code)
    return made


def test_a_report_is_limited_to_the_households_of_a_coc(in_two_cocs: Community, browser: Browser) -> None:
    apr = reverse("reports:start", args=["apr"])
    sent = {
        "programs": [str(in_two_cocs.supportive.id)],
        "start": START.isoformat(),
        "end": END.isoformat(),
        "coc": "XX-777",
    }
    browser.post(apr, sent)
    [run] = runs.report_runs(viewer_for(in_two_cocs.personas["agency_manager"]))
    run_report.perform_report(run.id)
    run.refresh_from_db()

    served = {row.label: row.cells[1].value for row in table(run, "Q5a").rows}
    assert served["Total number of persons served"] == 1
    assert "XX-777" in browser.get(reverse("reports:run", args=[run.id])).content.decode()
    assert browser.get(apr, {"like": str(run.id)}).context["form"]["coc"].value() == "XX-777"


def test_a_coc_that_is_not_the_programs_is_said_at_the_form(in_two_cocs: Community, browser: Browser) -> None:
    sent = {
        "programs": [str(in_two_cocs.shelter.id)],
        "start": START.isoformat(),
        "end": END.isoformat(),
    }
    form = browser.post(START_PAGE, sent | {"coc": "XX-777"}).context["form"]
    assert form.non_field_errors() == ["None of these programs is in the CoC XX-777."]
    assert not runs.report_runs(viewer_for(in_two_cocs.personas["agency_manager"]))
    assert "coc" in browser.post(START_PAGE, sent | {"coc": "XX-999"}).context["form"].errors


def test_where_all_programs_are_in_one_coc_nobody_is_asked_for_it(made: Community, browser: Browser) -> None:
    assert "coc" not in browser.get(START_PAGE).context["form"].fields
