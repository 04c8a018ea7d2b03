"""An agency sees its own; nobody sees what was deleted; every model has its answer."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.http import Http404

from hearth.access.viewer import NotVisible, viewer_of
from hearth.access.visibility import OF_A_PROJECT, OF_AN_ENROLLMENT
from hearth.records import guard
from hearth.records.models import Client, Enrollment, Organization, Project, Reading
from hearth.records.models.record import Record
from hearth.records.write import change
from tests.community import Community, add_account, add_client, add_enrollment, add_services, viewer_for

START = date(2026, 1, 5)


@pytest.fixture
def rosa(community: Community) -> Client:
    """A client enrolled at the own agency only."""
    rosa = add_client(community, "Rosa", "Example")
    add_enrollment(community, rosa, community.shelter, START)
    return rosa


def test_an_agency_sees_whom_it_enrolled_and_another_does_not(community: Community, rosa: Client) -> None:
    own, other = viewer_for(community.personas["intake_worker"]), viewer_for(community.stranger)
    assert list(own.clients) == [rosa]
    assert list(other.clients) == []
    with pytest.raises(NotVisible):
        other.client(rosa.id)


def test_an_agency_sees_whom_it_entered_before_any_enrollment(community: Community) -> None:
    ann = add_client(community, "Ann", "Example", organization=community.own_agency)
    assert list(viewer_for(community.personas["intake_worker"]).clients) == [ann]
    assert list(viewer_for(community.stranger).clients) == []


def test_what_one_agency_recorded_about_a_shared_client_is_hidden_from_the_other(
    community: Community, rosa: Client
) -> None:
    theirs = add_enrollment(community, rosa, community.other_program, START)
    own, other = viewer_for(community.personas["intake_worker"]), viewer_for(community.stranger)
    assert other.client(rosa.id) == rosa
    assert list(other.enrollments) == [theirs]
    assert theirs not in own.enrollments
    add_services(community, own.enrollments.get(), [START])
    assert own.services.count() == 1
    assert other.services.count() == 0


def test_a_community_wide_role_sees_every_agency(community: Community, rosa: Client) -> None:
    add_enrollment(community, rosa, community.other_program, START)
    lead = viewer_for(community.personas["hmis_lead"])
    assert lead.enrollments.count() == 2
    assert lead.organizations.count() == 2


def test_a_program_of_another_agency_does_not_exist_for_the_viewer(community: Community) -> None:
    viewer = viewer_for(community.personas["agency_manager"])
    assert community.other_program not in viewer.projects
    with pytest.raises(Http404):
        viewer.project(community.other_program.id)
    assert not viewer.may("run_reports", community.other_program)


@pytest.mark.parametrize("model", [Client, Enrollment, Project, Organization])
def test_a_deleted_row_is_seen_by_nobody(community: Community, rosa: Client, model: type[Any]) -> None:
    viewers = [viewer_for(persona) for persona in community.personas.values()]
    with change(by=None, action="delete"):
        guard.everything(model, "test").update(date_deleted="2026-01-06 08:00:00")
    assert [viewer.rows(model).count() for viewer in viewers] == [0] * len(viewers)


def test_nobody_works_for_a_deleted_agency(community: Community) -> None:
    with change(by=None, action="delete"):
        guard.everything(Organization, "test").update(date_deleted="2026-01-06 08:00:00")
    assert viewer_of(community.personas["intake_worker"]) is None


def test_enrollments_of_a_deleted_client_are_hidden_with_the_client(
    community: Community, rosa: Client
) -> None:
    with change(by=None, action="delete"):
        guard.everything(Client, "test").update(date_deleted="2026-01-06 08:00:00")
    assert viewer_for(community.personas["hmis_lead"]).enrollments.count() == 0


def test_every_hud_record_but_the_user_has_a_visibility(community: Community) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    decided: set[type[Any]] = {Organization, Project, Client, Enrollment, *OF_A_PROJECT, *OF_AN_ENROLLMENT}
    assert {model.__name__ for model in Record.__subclasses__()} - {model.__name__ for model in decided} == {
        "HUDUser"
    }
    for model in decided:
        assert viewer.rows(model).count() >= 0


def test_opening_a_client_is_logged(community: Community, rosa: Client) -> None:
    worker = community.personas["intake_worker"]
    viewer_for(worker).client(rosa.id)
    reading = Reading.objects.get()
    assert (reading.account, reading.client_id, reading.what) == (worker, rosa.id, "record")


def test_an_attempt_on_a_hidden_client_opens_nothing(community: Community, rosa: Client) -> None:
    with pytest.raises(NotVisible):
        viewer_for(community.stranger).client(rosa.id)
    assert not Reading.objects.exists()


def test_an_unknown_id_and_a_hidden_one_get_the_same_answer(community: Community, rosa: Client) -> None:
    viewer = viewer_for(community.stranger)
    with pytest.raises(NotVisible) as hidden:
        viewer.client(rosa.id)
    with pytest.raises(NotVisible) as unknown:
        viewer.client(uuid.uuid4())
    assert str(hidden.value) == str(unknown.value)


def test_a_person_at_two_agencies_sees_the_one_they_are_switched_into(
    community: Community, rosa: Client
) -> None:
    worker = community.personas["intake_worker"]
    add_account(worker.username, community.other_agency, "intake_worker", is_primary=False)
    second = worker.agency_roles.get(is_primary=False)
    assert viewer_for(worker).clients.count() == 1
    switched = viewer_of(worker, second.id)
    assert switched is not None
    assert switched.clients.count() == 0


def test_nobody_is_switched_into_an_agency_role_of_somebody_else(community: Community) -> None:
    worker, stranger = community.personas["intake_worker"], community.stranger
    viewer = viewer_of(worker, stranger.agency_roles.get().id)
    assert viewer is not None
    assert viewer.organization == community.own_agency


def test_a_right_that_does_not_exist_is_our_mistake_not_a_no(community: Community) -> None:
    with pytest.raises(KeyError):
        viewer_for(community.personas["hmis_lead"]).may("fly")


def test_who_only_reports_may_not_write(community: Community) -> None:
    viewer = viewer_for(community.personas["reporting_only"])
    assert viewer.may("run_reports")
    assert viewer.may("find_client")
    for right in ("enroll_household", "record_service", "exit_household", "import_data", "export_data"):
        assert not viewer.may(right)
