"""Roles are data: what the files may hold, how far a role reaches, and that what fails gives nothing (ASV-10)."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from hearth.access import reach
from hearth.access import roles as reading
from hearth.access.roles import NO_ROLE, pending_rights, rights, role_sets, roles, whole_instance_rights
from hearth.access.viewer import Viewer, viewer_of
from hearth.records import clock
from hearth.records.models import Account, AgencyRole, CoC, Organization, Project, ProjectCoC
from hearth.records.write import change
from tests.community import Community, add_account, viewer_for


def test_a_role_with_a_right_that_does_not_exist_is_refused() -> None:
    facts = {"name": "X", "sees": "agency", "seats": "one", "held_as": "both", "training": []}
    with pytest.raises(ValueError, match="unknown rights: fly"):
        reading._role("x", "x", {**facts, "rights": ["fly"]})
    with pytest.raises(ValueError, match="no such sees: galaxy"):
        reading._role("x", "x", {**facts, "sees": "galaxy", "rights": []})


def test_every_set_has_the_leads_and_no_two_sets_a_role_of_one_key() -> None:
    for role_set in role_sets().values():
        assert {"hmis_lead", "coc_lead"} <= set(role_set.roles)
    agency = [key for one in role_sets().values() for key, role in one.roles.items() if role.sees == "agency"]
    assert len(agency) == len(set(agency))
    assert set(roles()) == {*agency, "hmis_lead", "coc_lead", "kiosk"}


def test_the_lead_has_every_right_and_the_lead_of_one_coc_none_that_concerns_the_whole_instance() -> None:
    assert roles()["hmis_lead"].rights == frozenset(rights())
    assert roles()["coc_lead"].rights.isdisjoint(whole_instance_rights())


@pytest.mark.django_db
def test_a_role_that_no_file_knows_any_more_gives_nothing(
    community: Community, browser_of: Callable[[Account], Browser]
) -> None:
    account = community.personas["hmis_lead"]
    AgencyRole.objects.filter(account=account).update(role="a role of an older version")
    viewer = viewer_for(account)
    assert viewer.role is NO_ROLE
    assert [right for right in rights() if viewer.may(right)] == []
    assert not viewer.may("find_client", community.shelter)
    browser = browser_of(account)
    assert browser.get("/clients/").status_code == 403
    assert browser.get("/reports/").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("persona", ["coc_lead", "hmis_lead", "intake_worker"])
def test_an_error_while_a_right_is_judged_is_never_a_yes(
    community: Community, monkeypatch: pytest.MonkeyPatch, persona: str
) -> None:
    def fails(*_given: Any) -> Any:
        raise RuntimeError("a fault in the policy")

    viewer = viewer_for(community.personas[persona])
    for broken in ("reaches_project", "reaches_organization", "reaches_coc"):
        monkeypatch.setattr(reach, broken, fails)
    for place in (
        {"project": community.shelter},
        {"organization": community.own_agency},
        {"coc": community.coc.code},
    ):
        with pytest.raises(RuntimeError, match="a fault"):
            viewer.may("record_service", **place)


@pytest.mark.django_db
def test_an_error_while_rights_are_judged_shows_no_client(
    community: Community, browser_of: Callable[[Account], Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: Any, **_named: Any) -> Any:
        raise RuntimeError("a fault in the policy")

    browser = browser_of(community.personas["hmis_lead"])
    browser.raise_request_exception = False
    monkeypatch.setattr(Viewer, "may", fails)
    answer = browser.get(f"/programs/{community.shelter.pk}/")
    assert answer.status_code == 500
    assert b"Harbor Night Shelter" not in answer.content


@pytest.mark.django_db
def test_a_right_whose_feature_does_not_exist_is_nobodys(community: Community) -> None:
    viewer = viewer_for(community.personas["hmis_lead"])
    assert pending_rights() <= viewer.role.rights
    assert [right for right in pending_rights() if viewer.may(right)] == []


@pytest.fixture
def yolo(community: Community) -> CoC:
    made: CoC = CoC.objects.create(code="CA-521", name="Yolo County CoC", time_zone="America/Los_Angeles")
    return made


def works_in(community: Community, project: Project, code: str) -> None:
    with change(by=None, action="test") as signed:
        ProjectCoC.objects.create(
            project=project,
            coc_code=code,
            geocode="069999",
            source=community.source,
            hud_id=uuid.uuid4().hex,
            change=signed,
            date_created=clock.now(),
            date_updated=clock.now(),
        )


def lead_of(coc: CoC | None, agency: Organization, role: str = "coc_lead") -> Viewer:
    account = add_account(f"lead_{uuid.uuid4().hex[:8]}", agency, role, coc=coc)
    viewer = viewer_of(account)
    assert viewer is not None
    return viewer


@pytest.mark.django_db
def test_the_lead_of_one_coc_has_rights_there_and_nowhere_else(community: Community, yolo: CoC) -> None:
    here, there = (lead_of(coc, community.other_agency) for coc in (community.coc, yolo))
    assert here.cocs == frozenset({community.coc.code})
    assert here.may("keep_local_rules", coc=community.coc.code)
    assert not there.may("keep_local_rules", coc=community.coc.code)
    assert here.may("record_service", community.shelter)
    assert not there.may("record_service", community.shelter)
    assert here.may("manage_accounts", organization=community.own_agency)
    assert not there.may("manage_accounts", organization=community.own_agency)


@pytest.mark.django_db
def test_a_program_in_two_cocs_is_reached_by_both_leads(community: Community, yolo: CoC) -> None:
    works_in(community, community.shelter, "CA-521")
    for coc in (community.coc, yolo):
        viewer = lead_of(coc, community.other_agency)
        assert viewer.may("record_service", community.shelter)
        assert viewer.may("manage_accounts", organization=community.own_agency)
    assert not lead_of(yolo, community.other_agency).may("record_service", community.rapid)


@pytest.mark.django_db
def test_a_coc_lead_of_whom_nobody_said_which_coc_reaches_nothing(community: Community) -> None:
    viewer = lead_of(None, community.own_agency)
    assert viewer.cocs == frozenset()
    assert not viewer.may("record_service", community.shelter)
    assert not viewer.may("manage_accounts", organization=community.own_agency)
    assert not viewer.may("keep_local_rules", coc=community.coc.code)
    assert not viewer.clients.exists()


@pytest.mark.django_db
def test_what_concerns_the_whole_instance_is_for_who_reaches_every_coc(community: Community) -> None:
    everywhere = viewer_for(community.personas["hmis_lead"])
    assert everywhere.may("manage_settings", everywhere=True)
    assert not lead_of(community.coc, community.own_agency).may("manage_settings", everywhere=True)
    held_in_one_coc = lead_of(community.coc, community.own_agency, "hmis_lead")
    assert not held_in_one_coc.may("manage_settings", everywhere=True)
    assert [right for right in whole_instance_rights() if held_in_one_coc.may(right)] == []
    assert [right for right in whole_instance_rights() if not everywhere.may(right)] == []


@pytest.mark.django_db
def test_a_worker_of_an_agency_has_no_right_over_a_coc(community: Community) -> None:
    manager = viewer_for(community.personas["agency_manager"])
    assert manager.may("deactivate_account", organization=community.own_agency)
    assert not manager.may("deactivate_account", organization=community.other_agency)
    assert not manager.may("deactivate_account", coc=community.coc.code)
