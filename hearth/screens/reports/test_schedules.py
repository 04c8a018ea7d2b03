"""A report runs by itself with the rights that its owner has on that day, and tells them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.grants import grants
from hearth.access.viewer import Viewer
from hearth.library import run_report, runs
from hearth.library.periods import last_month
from hearth.library.schedules import next_day, run_due_reports, schedules
from hearth.records.models import AgencyRole, Notice, ReportRun, ReportSchedule
from hearth.records.write import change
from tests.community import Community, add_account, add_funder, build_community, viewer_for


@pytest.fixture
def made(transactional_db: None, settings: Any, tmp_path: Any) -> Community:
    """A run commits as it goes, so these tests do, too."""
    settings.DATA = tmp_path / "data"
    return build_community()


@pytest.fixture
def browser(made: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(made.personas["agency_manager"])


def owner(made: Community) -> Viewer:
    return viewer_for(made.personas["agency_manager"])


def scheduled(
    made: Community, browser: Browser, report: str = "roster", frequency: str = "daily", **more: str
) -> ReportSchedule:
    """Run a report once, schedule it from its page, and let its day come."""
    viewer = owner(made)
    programs = [made.rapid.pk] if report == "roster" else []
    run = runs.start_report(viewer, report=report, project_ids=programs, start=viewer.today, end=viewer.today)
    period = {"period": "last_month"} if report == "roster" else {}
    sent = browser.post(reverse("reports:schedule", args=[run.pk]), {"frequency": frequency} | period | more)
    assert sent.headers["Location"] == reverse("reports:list")
    [found] = ReportSchedule.objects.all()
    return found


def let_its_day_come(found: ReportSchedule) -> None:
    ReportSchedule.objects.filter(pk=found.pk).update(next_on=found.next_on - timedelta(days=40))


def told() -> list[tuple[str, str]]:
    return [(one.event, one.account.username) for one in Notice.objects.select_related("account")]


@pytest.mark.parametrize(
    ("frequency", "today", "day"),
    [
        ("daily", date(2026, 12, 31), date(2027, 1, 1)),
        ("weekly", date(2026, 11, 29), date(2026, 11, 30)),
        ("weekly", date(2026, 11, 30), date(2026, 12, 7)),
        ("monthly", date(2026, 1, 31), date(2026, 2, 1)),
        ("monthly", date(2026, 12, 1), date(2027, 1, 1)),
    ],
)
def test_the_next_day_of_a_schedule_is_after_today(frequency: str, today: date, day: date) -> None:
    assert next_day(frequency, today) == day


def test_a_scheduled_report_runs_on_its_day_for_its_period_and_tells_its_owner_with_a_link(
    made: Community, browser: Browser
) -> None:
    found = scheduled(made, browser)
    assert run_due_reports() == 0
    let_its_day_come(found)

    assert run_due_reports() == 1
    assert run_due_reports() == 0, "each day once"

    [run] = ReportRun.objects.filter(schedule=found)
    run_report.perform_report(run.pk)
    today = owner(made).today
    start, end = last_month(today)
    assert (run.parameters["start"], run.parameters["end"]) == (start.isoformat(), end.isoformat())
    assert run.parameters["projects"][0]["id"] == str(made.rapid.pk)
    [notice] = Notice.objects.all()
    assert (notice.event, notice.account_id, notice.address) == (
        "report_ready",
        owner(made).account.pk,
        reverse("reports:run", args=[run.pk]),
    )
    assert browser.get(notice.address).status_code == 200
    found.refresh_from_db()
    assert found.next_on == today + timedelta(days=1)


def test_a_report_of_a_grant_runs_for_the_operating_year_that_is_over_on_its_day(
    made: Community, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_funder(made, made.rapid, 3, grant_id="CA0044", start_date=date(2024, 7, 1))
    add_funder(made, made.shelter, 3, grant_id="CA0099", start_date=date(2024, 7, 1))
    found = scheduled(made, browser, period="operating_year:CA0044")
    let_its_day_come(found)
    page = browser.get(reverse("reports:list")).content.decode()
    assert "Last operating year of grant CA0044" in page

    monkeypatch.setattr("hearth.access.viewer.Viewer.today", date(2027, 3, 15))
    assert run_due_reports() == 1

    [run] = ReportRun.objects.filter(schedule=found)
    assert (run.parameters["start"], run.parameters["end"]) == ("2025-07-01", "2026-06-30")


def test_a_report_of_a_grants_year_is_offered_for_that_grants_year(made: Community, browser: Browser) -> None:
    add_funder(made, made.rapid, 3, grant_id="CA0044", start_date=date(2024, 7, 1))
    viewer = owner(made)
    start, end = next(grant.year for grant in grants(viewer) if grant.identifier == "CA0044")
    run = runs.start_report(viewer, report="apr", project_ids=[made.rapid.pk], start=start, end=end)
    form = browser.get(reverse("reports:schedule", args=[run.pk])).context["form"]
    assert form["period"].value() == "operating_year:CA0044"


def test_only_grants_that_pay_for_all_programs_of_the_run_are_offered_and_a_lost_one_ends_the_schedule(
    made: Community, browser: Browser
) -> None:
    paying = add_funder(made, made.rapid, 3, grant_id="CA0044", start_date=date(2024, 7, 1))
    add_funder(made, made.shelter, 3, grant_id="CA0099", start_date=date(2024, 7, 1))
    found = scheduled(made, browser, period="operating_year:CA0044")
    run = ReportRun.objects.get()
    form = browser.get(reverse("reports:schedule", args=[run.pk])).context["form"]
    offered = [code for code, _words in form.fields["period"].choices]
    assert "operating_year:CA0044" in offered
    assert "operating_year:CA0099" not in offered

    with change(by=None, action="test"):
        type(paying).objects.filter(pk=paying.pk).update(grant_id="CA0045")
    let_its_day_come(found)
    assert run_due_reports() == 0
    assert schedules(owner(made)) == []


def test_a_run_that_a_person_asked_for_is_not_told(made: Community) -> None:
    viewer = owner(made)
    run = runs.start_report(
        viewer, report="roster", project_ids=[made.rapid.pk], start=viewer.today, end=viewer.today
    )
    run_report.perform_report(run.pk)
    assert told() == []


def test_a_scheduled_report_that_breaks_is_told_and_tried_again_on_its_next_day(
    made: Community, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = scheduled(made, browser)
    let_its_day_come(found)
    run_due_reports()
    [run] = ReportRun.objects.filter(schedule=found)

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("disk on fire")

    monkeypatch.setattr(run_report, "snapshot", broken)
    with pytest.raises(RuntimeError):
        run_report.perform_report(run.pk)

    assert told() == [("report_failed", "agency_manager")]
    assert [one.id for one in schedules(owner(made))] == [found.pk]


@pytest.mark.parametrize("how", ["right", "role", "program"])
def test_who_may_no_longer_run_it_has_it_stopped_and_is_told(
    made: Community, browser: Browser, how: str
) -> None:
    found = scheduled(made, browser)
    let_its_day_come(found)
    roles = AgencyRole.objects.filter(account=owner(made).account)
    if how == "right":
        roles.update(role="services_only")
    elif how == "role":
        add_account("agency_manager", made.other_agency, "agency_manager", is_primary=False)
        roles.filter(organization=made.own_agency).delete()
    else:
        roles.update(organization=made.other_agency)

    assert run_due_reports() == 0

    assert not ReportRun.objects.filter(schedule=found).exists()
    assert told() == [("report_schedule_stopped", "agency_manager")]
    found.refresh_from_db()
    assert found.ended_at is not None
    assert run_due_reports() == 0
    assert len(told()) == 1, "told once"


def test_a_live_list_that_needs_a_right_stops_when_the_right_is_gone(
    made: Community, browser: Browser
) -> None:
    found = scheduled(made, browser, "releases_ending")
    let_its_day_come(found)
    AgencyRole.objects.filter(account=owner(made).account).update(role="reporting_only")
    assert not owner(made).may("record_release")
    assert run_due_reports() == 0
    assert told() == [("report_schedule_stopped", "agency_manager")]


def test_the_schedule_of_who_left_stops_and_who_keeps_the_accounts_is_told(
    made: Community, browser: Browser
) -> None:
    add_account("other_manager", made.own_agency, "agency_manager")
    found = scheduled(made, browser)
    account = owner(made).account
    account.is_active = False
    account.save()

    run_due_reports()

    events = told()
    assert ("report_schedule_of_leaver", "other_manager") in events
    assert "agency_manager" not in {who for _event, who in events}
    assert {one.facts["username"] for one in Notice.objects.all()} == {"agency_manager"}
    found.refresh_from_db()
    assert found.ended_at is not None


def test_a_schedule_is_seen_and_ended_by_its_owner_alone(
    made: Community, browser: Browser, browser_of: Callable[..., Browser]
) -> None:
    found = scheduled(made, browser, frequency="weekly")
    assert "Each Monday" in browser.get(reverse("reports:list")).content.decode()
    address = reverse("reports:end_schedule", args=[found.pk])
    for who in (
        add_account("colleague", made.own_agency, "agency_manager"),
        made.personas["hmis_lead"],
    ):
        other = browser_of(who)
        assert other.get(reverse("reports:list")).context["scheduled"] == []
        assert other.post(address).status_code == 404

    browser.post(address)

    assert browser.get(reverse("reports:list")).context["scheduled"] == []
    let_its_day_come(found)
    assert (run_due_reports(), told()) == (0, [])


def test_what_is_wrong_is_said_at_its_field(made: Community, browser: Browser) -> None:
    viewer = owner(made)
    run = runs.start_report(
        viewer, report="roster", project_ids=[made.rapid.pk], start=viewer.today, end=viewer.today
    )
    answer = browser.post(reverse("reports:schedule", args=[run.pk]), {"period": "nonsense"})
    assert set(answer.context["form"].errors) == {"frequency", "period"}
    assert not ReportSchedule.objects.exists()
