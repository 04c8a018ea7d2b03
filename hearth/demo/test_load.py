"""The demo is there at the first call, whole; the second call changes nothing, and a real community is left alone."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser

from hearth.access.client_calendar import Kind, due_between
from hearth.access.consent_state import releases_of
from hearth.access.family import own_family
from hearth.access.homelessness import homelessness_of
from hearth.access.record_pieces import goals_of
from hearth.access.viewer import Viewer, viewer_of
from hearth.actions.enroll_household import Member, enroll_household
from hearth.actions.exit_household import Leaving, exit_household
from hearth.actions.record_service import record_service
from hearth.demo.community import COC_CODE
from hearth.demo.load import PASSWORD, PERSONAS, NotADemo, load_demo
from hearth.demo.people import FIRST, LAST
from hearth.exchange.uploads import import_runs
from hearth.records import clock
from hearth.records.models import Account
from hearth.rules.homelessness.months_homeless import Proof
from tests.community import Community

pytestmark = pytest.mark.django_db(transaction=True)

NIGHT_SHELTER, TRANSITIONAL_HOMES = "Lantern Night Shelter", "Stepping Stones Transitional Homes"


@pytest.fixture
def own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path


@pytest.fixture(autouse=True)
def one_day(later: Callable[..., datetime]) -> None:
    """What is loaded before midnight is not looked at after it."""
    later()


def viewer(username: str) -> Viewer:
    found = viewer_of(Account.objects.get(username=username))
    assert found is not None
    return found


def open_families(by: Viewer, program: str) -> int:
    """Count the households of three and more that are in a program now."""
    left = by.exits.values("enrollment_id")
    rows = by.enrollments.filter(project__project_name=program).exclude(id__in=left)
    sizes = Counter(rows.values_list("household_id", flat=True))
    return sum(size >= 3 for size in sizes.values())


@pytest.mark.usefixtures("own_folder")
def test_the_demo_is_loaded_once_and_whole() -> None:
    lines = load_demo()

    assert {account.username for account in Account.objects.all()} == {each.username for each in PERSONAS}
    assert all(any(each.username in line and each.title in line for line in lines) for each in PERSONAS)
    runs = list(import_runs(viewer("lead")))
    assert [(run.source.name, run.state, run.findings) for run in runs] == [("Demo", "done", [])]
    enrollments = viewer("lead").enrollments.count()
    assert 400 <= viewer("lead").enrollments.filter(source__name="Demo").count() <= 600

    assert load_demo() == lines
    assert viewer("lead").enrollments.count() == enrollments
    assert import_runs(viewer("lead")).count() == 1


@pytest.mark.usefixtures("own_folder")
def test_the_intake_worker_finds_families_to_serve_and_people_to_enroll() -> None:
    load_demo()
    intake = viewer("intake")
    assert open_families(intake, NIGHT_SHELTER) >= 2
    assert open_families(intake, TRANSITIONAL_HOMES) >= 2
    left = intake.exits.values("enrollment_id")
    here = intake.enrollments.exclude(id__in=left).values("client_id")
    assert intake.clients.exclude(id__in=here).count() >= 30
    assert intake.enrollments.filter(entry_date__gt=intake.today).count() == 0
    assert intake.clients.count() < viewer("lead").clients.count()


@pytest.mark.usefixtures("own_folder")
def test_some_people_have_records_that_are_told_in_full_and_are_added_once() -> None:
    load_demo()
    load_demo()
    intake = viewer("intake")
    mother = intake.clients.get(first_name=FIRST, last_name=LAST)
    found = homelessness_of(intake, mother)
    assert {month.proof for month in found.known.counted} == {Proof.THIRD_PARTY, Proof.SELF_REPORT}
    family = own_family(intake, mother)
    assert family is not None and len(family.members) == 2
    assert any(one.is_in_force for one in releases_of(intake, mother))
    assert intake.clients.filter(is_unnamed=True).count() == 1
    [stay] = intake.enrollments.filter(client=mother)
    goals = [(one.status, one.category) for one in goals_of(intake, stay)]
    assert goals == [("open", "Health"), ("open", "Housing"), ("open", "Housing"), ("achieved", "Education")]


@pytest.mark.usefixtures("own_folder")
def test_the_calendar_of_the_intake_worker_has_something_today_and_more_than_goals() -> None:
    load_demo()
    intake = viewer("intake")
    assert due_between(intake, intake.today, intake.today)
    coming = due_between(intake, intake.today, intake.today + timedelta(days=45))
    assert {one.kind for one in coming} >= {Kind.GOAL, Kind.ANNUAL, Kind.RELEASE, Kind.ADULT, Kind.EXIT}


@pytest.mark.usefixtures("own_folder")
def test_a_family_that_left_can_be_enrolled_served_and_exited_again() -> None:
    load_demo()
    intake, today = viewer("intake"), clock.today()
    shelter = intake.projects.get(project_name=NIGHT_SHELTER)
    open_now = intake.enrollments.filter(project=shelter).exclude(id__in=intake.exits.values("enrollment_id"))
    past = intake.enrollments.filter(project=shelter).exclude(client_id__in=open_now.values("client_id"))
    household_id, _size = Counter(past.values_list("household_id", flat=True)).most_common(1)[0]
    family = list(past.filter(household_id=household_id).select_related("client"))
    assert len(family) >= 3

    members = [Member(one.client, one.relationship_to_hoh or 99, today) for one in family]
    enrolled = enroll_household(viewer=intake, project=shelter, members=members)
    nights = record_service(viewer=intake, enrollments=enrolled, record_type=200, type_provided=200, on=today)
    exits = exit_household(viewer=intake, leaving=[Leaving(one, today, 410) for one in enrolled])
    assert (enrolled[0].enrollment_coc, len(nights), len(exits)) == (COC_CODE, len(family), len(family))


@pytest.mark.usefixtures("own_folder")
def test_every_persona_logs_in_with_the_printed_password() -> None:
    lines = load_demo()
    assert PASSWORD in lines[0]
    for persona in PERSONAS:
        answer = Browser().post("/accounts/login/", {"login": persona.username, "password": PASSWORD})
        assert (answer.status_code, answer["Location"]) == (302, "/"), persona.username


@pytest.mark.usefixtures("own_folder")
def test_a_demo_that_was_interrupted_is_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr("hearth.exchange.load.perform", broken)
        with pytest.raises(KeyboardInterrupt):
            load_demo()
    assert Account.objects.count() == 1

    load_demo()
    assert Account.objects.count() == len(PERSONAS)
    assert viewer("lead").enrollments.exists()


def test_a_community_of_its_own_is_left_alone(community: Community) -> None:
    accounts = Account.objects.count()
    assert len(load_demo()) == 1
    assert Account.objects.count() == accounts


def test_public_passwords_are_only_for_a_demo(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(NotADemo):
        load_demo()
    assert not Account.objects.exists()
