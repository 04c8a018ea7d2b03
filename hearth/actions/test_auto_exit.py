"""Exits by the system: whom, on which day, with which warnings; and that a reopening takes all of it back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pghistory.models
import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from hearth.access.auto_exits import auto_exit_of, auto_exits_coming
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.auto_exit import exit_quiet_households, warn_of_auto_exits
from hearth.actions.confirm_active import confirm_active
from hearth.actions.refusal import NotDone
from hearth.actions.reopen_enrollments import reopen_enrollments
from hearth.records import clock, guard
from hearth.records.models import (
    Change,
    CurrentLivingSituation,
    Enrollment,
    Exit,
    HUDUser,
    LocalService,
    Notice,
    Project,
    ServiceOffered,
    Setting,
)
from hearth.records.write import change
from tests.community import (
    Community,
    add_client,
    add_enrollment,
    add_household,
    add_services,
    viewer_for,
)

START = date(2026, 1, 5)
SERVICE = {"record_type": 144, "type_provided": 4}
# What an automatic exit and a reopening leave besides the history.
OF_THE_ACTS = {Change, Notice, HUDUser}


@pytest.fixture
def worker(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Let it be noon of a day."""

    def stand(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
        monkeypatch.setattr(clock, "instant", lambda: moment)

    return stand


def household(community: Community, project: Project, start: date = START) -> list[Enrollment]:
    people = [add_client(community, name, "Example") for name in ("Rosa", "Mateo")]
    return add_household(community, people, project, start)


def of_type(community: Community, project_type: int) -> Project:
    with change(by=None, action="build"):
        community.shelter.project_type = project_type
        community.shelter.save(update_fields=["project_type"])
    return community.shelter


def exits() -> list[tuple[date, int | None, bool]]:
    rows = guard.everything(Exit, "test").filter(date_deleted=None).order_by("exit_date")
    return list(rows.values_list("exit_date", "destination", "is_automatic"))


def add_contact(community: Community, enrollment: Enrollment, day: date) -> None:
    with change(by=None, action="record_contact") as signed:
        CurrentLivingSituation.objects.create(
            enrollment=enrollment,
            client_id=enrollment.client_id,
            information_date=day,
            current_living_situation=116,
            source=community.source,
            hud_id=CurrentLivingSituation.new_hud_id(),
            change=signed,
            date_created=datetime(2026, 1, 2, 8),
            date_updated=datetime(2026, 1, 2, 8),
        )


def test_a_service_of_the_agencys_own_keeps_a_household_enrolled(
    community: Community, on: Callable[[date], None]
) -> None:
    rosa, _mateo = household(community, of_type(community, 0))
    with change(by=None, action="test") as signed:
        offered = ServiceOffered.objects.create(
            organization=community.own_agency, category="Own", name="Storage", change=signed
        )
        LocalService.objects.create(
            enrollment=rosa,
            client=rosa.client,
            organization=community.own_agency,
            change=signed,
            offered=offered,
            starts_on=date(2026, 5, 20),
        )
    on(date(2026, 5, 30))
    assert exit_quiet_households() == 0


def test_a_household_is_exited_after_90_days_on_the_day_of_its_last_activity(
    community: Community, on: Callable[[date], None]
) -> None:
    rosa, _mateo = household(community, of_type(community, 0))
    add_services(community, rosa, [date(2026, 3, 1), date(2026, 2, 1)], **SERVICE)
    on(date(2026, 5, 29))
    assert exit_quiet_households() == 0
    on(date(2026, 5, 30))
    assert exit_quiet_households() == 1
    assert exits() == [(date(2026, 3, 1), 30, True)] * 2
    assert exit_quiet_households() == 0


def test_a_night_by_night_stay_ends_on_the_day_after_the_last_bed_night(
    community: Community, on: Callable[[date], None]
) -> None:
    rosa, _mateo = household(community, community.shelter)
    add_services(community, rosa, [date(2026, 2, 1), date(2026, 2, 2)])
    add_services(community, rosa, [date(2026, 2, 20)], **SERVICE)
    on(date(2026, 5, 20))
    assert exit_quiet_households() == 0
    on(date(2026, 6, 30))
    assert exit_quiet_households() == 1
    assert {day for day, *_ in exits()} == {date(2026, 2, 3)}


def test_street_outreach_ends_on_the_day_of_the_last_contact(
    community: Community, on: Callable[[date], None]
) -> None:
    rosa, _mateo = household(community, of_type(community, 4))
    add_contact(community, rosa, date(2026, 2, 10))
    add_services(community, rosa, [date(2026, 2, 20)], **SERVICE)
    on(date(2026, 6, 30))
    assert exit_quiet_households() == 1
    assert {day for day, *_ in exits()} == {date(2026, 2, 10)}


def test_activity_of_one_member_keeps_the_whole_household(
    community: Community, on: Callable[[date], None]
) -> None:
    _rosa, mateo = household(community, of_type(community, 0))
    add_services(community, mateo, [date(2026, 6, 1)], **SERVICE)
    on(date(2026, 6, 30))
    assert exit_quiet_households() == 0


@pytest.mark.parametrize("project_type", [2, 3, 8, 9, 10, 13])
def test_who_lives_there_is_not_exited_unless_a_lead_switched_it_on(
    community: Community, on: Callable[[date], None], project_type: int
) -> None:
    household(community, of_type(community, project_type))
    on(date(2026, 6, 30))
    assert exit_quiet_households() == 0
    types = {str(project_type): {"on": True, "why": "Agreed by the board"}}
    Setting.objects.create(key="auto_exit_types", coc=community.coc, value=types)
    assert exit_quiet_households() == 1


def test_a_coc_has_days_of_its_own(community: Community, on: Callable[[date], None]) -> None:
    household(community, of_type(community, 0))
    Setting.objects.create(key="auto_exit_days", coc=community.coc, value=200)
    on(date(2026, 7, 23))
    assert exit_quiet_households() == 0
    on(date(2026, 7, 24))
    assert exit_quiet_households() == 1


def test_staff_are_warned_30_14_and_3_days_ahead_once_each_and_told_once_of_the_exit(
    community: Community, on: Callable[[date], None]
) -> None:
    [head, _child] = household(community, of_type(community, 0))
    due = START + timedelta(days=90)
    told = []
    for days in (31, 30, 29, 14, 13, 3, 1):
        on(due - timedelta(days=days))
        assert exit_quiet_households() == 0
        told.append(warn_of_auto_exits() > 0)
    assert told == [False, True, False, True, False, True, False]
    on(due)
    exit_quiet_households()
    assert warn_of_auto_exits() == 0
    done = Notice.objects.filter(event="auto_exit_done")
    assert done.filter(account__username="intake_worker").count() == 1
    assert not done.filter(account__username="stranger").exists()
    assert {notice.address for notice in done} == {f"/enrollments/{head.pk}/"}


def test_still_active_counts_as_activity_of_its_day(
    community: Community, worker: Viewer, on: Callable[[date], None]
) -> None:
    head, _child = household(community, of_type(community, 0))
    on(START + timedelta(days=78))
    coming = auto_exit_of(worker, head)
    assert coming is not None
    assert (coming.left, coming.last.kind, coming.due_on) == (12, "start", date(2026, 4, 5))
    said = confirm_active(viewer=worker, enrollment_id=head.pk)
    assert (said.on, said.change.account) == (date(2026, 3, 24), worker.account)
    assert confirm_active(viewer=worker, enrollment_id=head.pk).pk == said.pk
    assert auto_exits_coming(worker) == []
    on(date(2026, 6, 21))
    assert exit_quiet_households() == 0
    on(date(2026, 6, 22))
    assert exit_quiet_households() == 1
    assert {day for day, *_ in exits()} == {date(2026, 3, 24)}


def test_another_agency_can_neither_confirm_nor_reopen(
    community: Community, on: Callable[[date], None]
) -> None:
    head, _child = household(community, of_type(community, 0))
    stranger = viewer_for(community.stranger)
    with pytest.raises(NotVisible):
        confirm_active(viewer=stranger, enrollment_id=head.pk)
    on(date(2026, 6, 30))
    exit_quiet_households()
    with pytest.raises(NotVisible):
        reopen_enrollments(viewer=stranger, exit_ids=[guard.everything(Exit, "test")[0].pk])
    reader = viewer_for(community.personas["reporting_only"])
    with pytest.raises(PermissionDenied):
        reopen_enrollments(viewer=reader, exit_ids=[guard.everything(Exit, "test")[0].pk])


def tables() -> dict[str, list[Any]]:
    """Give every row of every table of records, history apart."""
    found = {}
    for model in apps.get_app_config("records").get_models():
        if not issubclass(model, pghistory.models.Event) and model not in OF_THE_ACTS:
            rows = guard.everything(model, "a test looks at everything").order_by("pk").values_list()
            found[model.__name__] = [tuple(map(_plain, row)) for row in rows]
    return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def test_auto_exit_then_reopen_leaves_every_table_as_before(
    community: Community, worker: Viewer, on: Callable[[date], None]
) -> None:
    rosa, _mateo = household(community, community.shelter)
    add_services(community, rosa, [date(2026, 2, 1), date(2026, 2, 2)])
    on(date(2026, 6, 30))
    before = tables()
    assert exit_quiet_households() == 1
    made = [row.pk for row in guard.everything(Exit, "test")]
    reopened = reopen_enrollments(viewer=worker, exit_ids=made)
    after = tables()
    # The exits are history: deleted softly, as exports have to tell.
    assert all(one.date_deleted is not None for one in reopened)
    after["Exit"] = [row for row in after["Exit"] if row[0] not in made]
    assert {name for name in before if after[name] != before[name]} == set()
    # As long as nobody records anything, the next night says the same.
    assert exit_quiet_households() == 1


def test_who_was_enrolled_again_returned_and_is_not_reopened(
    community: Community, worker: Viewer, on: Callable[[date], None]
) -> None:
    rosa = add_client(community, "Rosa", "Example")
    add_enrollment(community, rosa, of_type(community, 0), START)
    on(date(2026, 6, 30))
    exit_quiet_households()
    add_enrollment(community, rosa, community.shelter, date(2026, 6, 29))
    with pytest.raises(NotDone, match="enrolled here again on 29 Jun 2026"):
        reopen_enrollments(viewer=worker, exit_ids=[guard.everything(Exit, "test")[0].pk])


def test_the_head_is_reopened_with_or_before_the_others(
    community: Community, worker: Viewer, on: Callable[[date], None]
) -> None:
    _rosa, mateo = household(community, of_type(community, 0))
    on(date(2026, 6, 30))
    exit_quiet_households()
    child = guard.everything(Exit, "test").get(enrollment=mateo)
    with pytest.raises(NotDone, match="head of household"):
        reopen_enrollments(viewer=worker, exit_ids=[child.pk])
