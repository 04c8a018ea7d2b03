"""Live lists: read as the person who asked may see, in the role that they asked in, and shown to nobody else."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from hearth.access.viewer import Viewer
from hearth.actions.assign_staff import assign_staff
from hearth.actions.duplicate_pairs import flag_same_person
from hearth.library.kinds import by_category
from hearth.library.listing_files import excel_of
from hearth.library.listings import choice_of, choices_of, named, rows_of
from hearth.library.live.lists import LIVE
from hearth.library.run_report import perform_report
from hearth.library.runs import report_run, report_runs, start_report
from hearth.records.models import AgencyRole, Change, LocalService, ServiceOffered
from hearth.records.write import change
from tests.community import (
    Community,
    add_account,
    add_client,
    add_enrollment,
    add_exit,
    add_release,
    build_community,
    viewer_for,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(tmp_path: Path, settings: Any) -> Community:
    settings.DATA = tmp_path
    return build_community()


def by(made: Community, persona: str = "agency_manager") -> Viewer:
    return viewer_for(made.personas[persona])


def asked(viewer: Viewer, code: str, *programs: Any) -> Any:
    project_ids = [one.pk for one in programs]
    return start_report(viewer, report=code, project_ids=project_ids, start=viewer.today, end=viewer.today)


def listed(viewer: Viewer, code: str, *programs: Any) -> Any:
    run = asked(viewer, code, *programs)
    perform_report(run.id)
    return report_run(viewer, run.id)


def shown(viewer: Viewer, run: Any, choice: str = "") -> list[Any]:
    with rows_of(run, choice_of(run, choice)) as rows:
        return named(viewer, run, rows[0:100])


def totals(run: Any, choice: str = "") -> dict[str, Any]:
    return {total["label"]: total["value"] for total in choice_of(run, choice).totals}


def test_a_caseload_lists_open_stays_by_worker_and_those_that_nobody_works_on(made: Community) -> None:
    viewer, worker = by(made), made.personas["intake_worker"]
    start = viewer.today - timedelta(days=40)
    kept, free, left = (
        add_enrollment(made, add_client(made, name, "Example"), made.rapid, start)
        for name in ("Rosa", "Amir", "Gone")
    )
    add_exit(made, left, viewer.today - timedelta(days=1))
    assign_staff(viewer=viewer, enrollments=[kept], account_ids=[worker.pk])

    run = listed(viewer, "caseload", made.rapid)

    rows = shown(viewer, run)
    assert [(row.name, row.values[0], row.values[4], row.values[6]) for row in rows] == [
        ("Rosa Example", worker.name, 40, 40),
        ("Amir Example", None, 40, 40),
    ]
    assert [row.name for row in shown(viewer, run, "unassigned")] == ["Amir Example"]
    assert {row.enrollment_id for row in rows} == {kept.pk, free.pk}
    assert totals(run) == {"Stays": 2, "People": 2, "Workers": 1}
    assert totals(run, "unassigned")["Workers"] == 0


def test_the_agencys_own_services_are_counted_in_their_program_and_without_an_enrollment(
    made: Community,
) -> None:
    viewer = by(made)
    rosa, leo = (add_client(made, name, "Example") for name in ("Rosa", "Leo"))
    stay = add_enrollment(made, rosa, made.rapid, viewer.today - timedelta(days=40))

    def given(client: Any, meal: Any, agency: Any, days: int, **columns: Any) -> None:
        day = viewer.today - timedelta(days=days)
        with change(by=None, action="give") as signed:
            LocalService.objects.create(
                client=client, organization=agency, change=signed, offered=meal, starts_on=day, **columns
            )

    with change(by=None, action="offer") as signed:
        meal, theirs = (
            ServiceOffered.objects.create(organization=agency, category="Pantry", name="Meal", change=signed)
            for agency in (made.own_agency, made.other_agency)
        )
    given(rosa, meal, made.own_agency, 3, enrollment=stay, amount=4)
    given(rosa, meal, made.own_agency, 2)
    given(leo, meal, made.own_agency, 1)
    given(leo, meal, made.own_agency, 0)
    given(leo, meal, made.own_agency, 400)
    given(leo, theirs, made.other_agency, 1)

    run = listed(viewer, "own_services")

    rows = [row.values for row in shown(viewer, run)]
    assert [(row[:5], row[5]) for row in rows] == [
        (["Pantry", "Meal", "Harbor Rapid", 1, 1], 4),
        (["Pantry", "Meal", None, 3, 2], None),
    ]
    assert [row.values[3] for row in shown(viewer, run, "anybody")] == [3]
    assert totals(run) == {"Services": 4, "Amount": 4}


def test_releases_are_listed_by_what_is_to_be_done(made: Community) -> None:
    viewer = by(made)
    people = {name: add_client(made, name, "Example") for name in ("Soon", "Ended", "Never", "Fine")}
    for client in people.values():
        add_enrollment(made, client, made.shelter, viewer.today - timedelta(days=400))
    for name, days in (("Soon", 10), ("Ended", -5), ("Fine", 200)):
        begins = viewer.today - timedelta(days=300)
        ends = viewer.today + timedelta(days=days)
        add_release(made, people[name], made.own_agency, starts_on=begins, ends_on=ends)

    run = listed(viewer, "releases_ending")

    found = {choice.code: [row.name for row in shown(viewer, run, choice.code)] for choice in choices_of(run)}
    assert found == {
        "soon": ["Soon Example"],
        "ended": ["Ended Example"],
        "missing": ["Never Example"],
        "spoken": [],
        "adult": [],
    }
    [soon] = shown(viewer, run, "soon")
    assert soon.values[:2] == [viewer.today + timedelta(days=10), 10]


def test_households_that_the_system_will_exit_are_listed_with_the_day(made: Community) -> None:
    viewer = by(made)
    quiet = add_enrollment(
        made, add_client(made, "Quiet", "Example"), made.shelter, viewer.today - timedelta(days=800)
    )
    add_enrollment(made, add_client(made, "New", "Example"), made.shelter, viewer.today)

    run = listed(viewer, "auto_exits")

    [row] = shown(viewer, run)
    assert (row.name, row.enrollment_id) == ("Quiet Example", quiet.pk)
    assert row.values[0] == made.shelter.project_name
    assert row.values[3] <= viewer.today
    assert totals(run) == {"Households": 1, "People": 1}


def test_a_pair_of_likely_duplicates_stands_with_both_of_its_records(made: Community) -> None:
    lead = by(made, "hmis_lead")
    one, other = add_client(made, "Vera", "Sample"), add_client(made, "Vera", "Sampel")
    flag_same_person(viewer=lead, client_id=one.pk, other_id=other.pk)

    run = listed(lead, "duplicates")

    rows = shown(lead, run)
    assert {row.name for row in rows} == {"Vera Sample", "Vera Sampel"}
    assert [row.values[0] for row in rows] == [1, 1]
    assert totals(run) == {"Pairs": 1, "Days waiting at most": 0}
    with pytest.raises(PermissionDenied):
        asked(by(made, "reporting_only"), "duplicates")


def test_users_are_listed_with_each_role_that_the_viewers_reach_holds(made: Community) -> None:
    lead = by(made, "hmis_lead")
    gone = add_account("gone_worker", made.own_agency, "intake_worker")
    gone.is_active = False
    gone.save()

    run = listed(lead, "people")

    assert len(shown(lead, run)) == AgencyRole.objects.count()
    assert [row.values[1] for row in shown(lead, run, "closed")] == ["gone_worker"]
    assert totals(run)["People"] == AgencyRole.objects.values("account").distinct().count()
    manager = by(made)
    own = {row.values[2] for row in shown(manager, listed(manager, "people"))}
    assert own == {made.own_agency.organization_name}


def test_staff_activity_counts_what_each_recorded_in_thirty_days(made: Community) -> None:
    manager, worker = by(made), by(made, "intake_worker")
    for action, back in (("write_note", 0), ("write_note", 1), ("edit_client", 2), ("write_note", 45)):
        with change(by=worker.account, action=action) as signed:
            pass
        Change.objects.filter(pk=signed.pk).update(made_at=worker.instant() - timedelta(days=back))

    run = listed(manager, "staff_activity")

    rows = {row.values[0]: row.values for row in shown(manager, run)}
    assert rows[worker.account.name][9:] == [2, 1, 3, worker.today]
    assert manager.account.name in {row.values[0] for row in shown(manager, run, "idle")}
    assert totals(run)["Acts"] == 3


def test_who_also_works_where_the_viewer_does_not_reach_is_left_out_of_staff_activity(
    made: Community,
) -> None:
    manager, worker = by(made), made.personas["intake_worker"]
    names = {row.values[0] for row in shown(manager, listed(manager, "staff_activity"))}
    assert worker.name in names
    add_account(worker.username, made.other_agency, "intake_worker", is_primary=False)
    names = {row.values[0] for row in shown(manager, listed(manager, "staff_activity"))}
    assert worker.name not in names
    lead = by(made, "hmis_lead")
    assert worker.name in {row.values[0] for row in shown(lead, listed(lead, "staff_activity"))}
    with pytest.raises(PermissionDenied):
        asked(viewer_for(worker), "staff_activity")


def test_a_live_list_is_its_askers_alone_and_only_in_the_role_that_they_asked_in(made: Community) -> None:
    manager = by(made)
    run = listed(manager, "caseload", made.rapid)
    colleague = viewer_for(add_account("colleague", made.own_agency, "agency_manager"))
    add_account(manager.account.username, made.other_agency, "agency_manager", is_primary=False)
    there = AgencyRole.objects.get(account=manager.account, organization=made.other_agency)
    elsewhere = Viewer(manager.account, there, (there, manager.agency_role))

    for reader in (colleague, by(made, "hmis_lead"), elsewhere):
        with pytest.raises(Http404):
            report_run(reader, run.id)
        assert run.id not in [one.id for one in report_runs(reader)]
    assert [one.id for one in report_runs(manager)] == [run.id]


@pytest.mark.parametrize("how", ["role", "closed"])
def test_who_lost_the_role_or_left_before_the_list_was_made_gets_none(made: Community, how: str) -> None:
    manager = by(made)
    add_enrollment(made, add_client(made, "Rosa", "Example"), made.rapid, date(2026, 1, 5))
    run = asked(manager, "releases_ending")
    if how == "role":
        AgencyRole.objects.filter(pk=manager.agency_role.pk).update(role="services_only")
    else:
        manager.account.is_active = False
        manager.account.save()

    perform_report(run.id)

    run.refresh_from_db()
    assert (run.state, run.cells, bool(run.universe)) == ("failed", {}, False)
    assert run.message == "Your role no longer lets you run this report. Nothing was listed."


def test_no_client_is_named_in_what_is_kept_of_a_live_list(made: Community) -> None:
    viewer = by(made)
    add_enrollment(made, add_client(made, "Quillfeather", "Example"), made.rapid, date(2026, 1, 5))
    run = listed(viewer, "caseload", made.rapid)
    with run.universe.open("rb") as universe:
        assert b"Quillfeather" not in universe.read() + str(run.cells).encode()
    with excel_of(viewer, run, choice_of(run, "")) as book:
        assert book.read(2) == b"PK"


def test_a_live_list_is_about_today_whatever_days_are_sent(made: Community) -> None:
    viewer = by(made)
    old = date(2020, 1, 1)
    run = start_report(viewer, report="releases_ending", project_ids=[], start=old, end=old)
    assert {run.parameters["start"], run.parameters["end"]} == {viewer.today.isoformat()}


def test_only_what_the_viewer_may_run_is_offered(made: Community) -> None:
    def offered(persona: str) -> set[str]:
        viewer = by(made, persona)
        return {kind.code for kinds in by_category(viewer).values() for kind in kinds} & set(LIVE)

    for persona in ("agency_manager", "hmis_lead", "reporting_only"):
        viewer = by(made, persona)
        may = {code for code, live in LIVE.items() if not live.right or viewer.may(live.right)}
        assert offered(persona) == may
    assert "people" not in offered("reporting_only")


def test_every_live_list_shows_that_it_is_empty(made: Community) -> None:
    lead = by(made, "hmis_lead")
    for code in set(LIVE) - {"people", "staff_activity"}:
        programs = [made.rapid] if LIVE[code].asks_programs else []
        run = listed(lead, code, *programs)
        assert (run.state, shown(lead, run)) == ("done", [])
