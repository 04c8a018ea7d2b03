"""A role is given within its seats, where it may be held, and by who has as much."""

import pytest
from django.core.exceptions import PermissionDenied

from hearth.access.role_set import KEY
from hearth.access.viewer import NotVisible, Viewer
from hearth.actions.grant_role import grant_role, take_role_away
from hearth.actions.refusal import NotDone
from hearth.records.models import Account, AgencyRole, CoC, Organization
from hearth.records.models.coc import Setting
from tests.community import Community, add_account, viewer_for

SACRAMENTO = "sacramento_2021_"

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(community: Community) -> Viewer:
    return viewer_for(community.personas["hmis_lead"])


@pytest.fixture
def sacramento(community: Community) -> None:
    Setting.objects.create(key=KEY, value="sacramento_2021")


def give(by: Viewer, account: Account, agency: Organization, role: str, **more: object) -> AgencyRole:
    return grant_role(by=by, account_id=account.pk, organization=agency, role=role, **more)  # type: ignore[arg-type]


def line(refused: pytest.ExceptionInfo[NotDone]) -> str:
    (problem,) = refused.value.problems
    return problem.message


def test_a_person_gets_a_role_at_a_further_agency_and_works_there(community: Community, lead: Viewer) -> None:
    account = community.personas["intake_worker"]
    row = give(lead, account, community.other_agency, "reporting_only")
    at_other = next(one for one in viewer_for(account).agency_roles if one.pk == row.pk)
    assert (at_other.role, at_other.is_primary) == ("reporting_only", False)
    assert row.hud_user.change.why == "intake_worker: reporting_only"


def test_a_second_agency_manager_finds_the_one_seat_taken(
    community: Community, lead: Viewer, sacramento: None
) -> None:
    first, second = (add_account(name, community.own_agency, "intake_worker") for name in ("first", "second"))
    give(lead, first, community.own_agency, f"{SACRAMENTO}agency_manager", is_primary=True)
    with pytest.raises(NotDone) as refused:
        give(lead, second, community.own_agency, f"{SACRAMENTO}agency_manager", is_primary=True)
    assert "has one seat" in line(refused)
    # Who holds the seat keeps it when they are saved again, and frees it when their account is closed.
    give(lead, first, community.own_agency, f"{SACRAMENTO}agency_manager", is_primary=True)
    Account.objects.filter(pk=first.pk).update(is_active=False)
    give(lead, second, community.own_agency, f"{SACRAMENTO}agency_manager", is_primary=True)


def test_program_managers_are_no_more_than_the_agency_has_open_programs(
    community: Community, lead: Viewer, sacramento: None
) -> None:
    first, second = (
        add_account(name, community.other_agency, "intake_worker") for name in ("first", "second")
    )
    give(lead, first, community.other_agency, f"{SACRAMENTO}program_manager", is_primary=True)
    with pytest.raises(NotDone) as refused:
        give(lead, second, community.other_agency, f"{SACRAMENTO}program_manager", is_primary=True)
    assert "one seat for the role" in line(refused)


def test_a_role_for_further_agencies_is_not_given_at_the_main_one_and_the_other_way_round(
    community: Community, lead: Viewer, sacramento: None
) -> None:
    account = community.personas["intake_worker"]
    with pytest.raises(NotDone) as at_main:
        give(lead, account, community.own_agency, f"{SACRAMENTO}assessor_only", is_primary=True)
    assert "further agency only" in line(at_main)
    with pytest.raises(NotDone) as elsewhere:
        give(lead, account, community.other_agency, f"{SACRAMENTO}agency_manager")
    assert "main agency only" in line(elsewhere)
    give(lead, account, community.other_agency, f"{SACRAMENTO}assessor_only")


def test_the_main_agency_moves_to_another_and_there_is_always_one(community: Community, lead: Viewer) -> None:
    account = community.personas["intake_worker"]
    give(lead, account, community.other_agency, "intake_worker", is_primary=True)
    mains = AgencyRole.objects.filter(account=account, is_primary=True)
    assert [row.organization_id for row in mains] == [community.other_agency.pk]
    with pytest.raises(NotDone, match="another agency the main one"):
        take_role_away(by=lead, account_id=account.pk, organization=community.other_agency)
    with pytest.raises(NotDone, match="has a main agency first"):
        give(lead, account, community.other_agency, "intake_worker")
    take_role_away(by=lead, account_id=account.pk, organization=community.own_agency)
    assert [row.pk for row in viewer_for(account).agency_roles] == [mains.get().pk]


def test_a_role_outside_the_set_in_use_is_not_given(community: Community, lead: Viewer) -> None:
    with pytest.raises(NotDone, match="not among those"):
        give(
            lead,
            community.personas["intake_worker"],
            community.own_agency,
            f"{SACRAMENTO}read_only",
            is_primary=True,
        )


def test_nobody_gives_themselves_a_role(community: Community, lead: Viewer) -> None:
    with pytest.raises(NotDone, match="their own role"):
        give(lead, lead.account, community.other_agency, "intake_worker")
    with pytest.raises(NotDone, match="their own role"):
        take_role_away(by=lead, account_id=lead.account.pk, organization=community.own_agency)


@pytest.mark.parametrize("persona", ["intake_worker", "agency_manager", "reporting_only"])
def test_who_may_not_manage_accounts_gives_no_role(community: Community, persona: str) -> None:
    by = viewer_for(community.personas[persona])
    with pytest.raises(PermissionDenied):
        give(by, community.stranger, community.own_agency, "intake_worker")
    with pytest.raises(PermissionDenied):
        take_role_away(by=by, account_id=community.stranger.pk, organization=community.other_agency)


def test_the_lead_of_one_coc_gives_roles_there_and_none_that_reach_further(community: Community) -> None:
    by = viewer_for(community.personas["coc_lead"])
    account = community.personas["intake_worker"]
    give(by, account, community.other_agency, "agency_manager")
    give(by, account, community.other_agency, "coc_lead", coc_code=community.coc.code)
    with pytest.raises(PermissionDenied):
        give(by, account, community.other_agency, "hmis_lead")
    with pytest.raises(PermissionDenied):
        give(by, account, community.other_agency, "hmis_lead", coc_code=community.coc.code)
    everywhere = viewer_for(community.personas["hmis_lead"])
    with pytest.raises(NotDone, match="reaches every CoC"):
        give(everywhere, account, community.other_agency, "hmis_lead", coc_code=community.coc.code)


def test_the_lead_of_another_coc_administers_nobody_here(community: Community, lead: Viewer) -> None:
    yolo = CoC.objects.create(code="XX-502", name="Neighbour CoC", time_zone="America/Los_Angeles")
    neighbour = add_account("neighbour", community.other_agency, "coc_lead", coc=yolo)
    by = viewer_for(neighbour)
    with pytest.raises(NotVisible):
        give(by, community.personas["intake_worker"], community.own_agency, "agency_manager")
    with pytest.raises(NotVisible):
        give(by, community.stranger, community.own_agency, "agency_manager")
    with pytest.raises(NotVisible):
        give(by, community.stranger, community.other_agency, "coc_lead", coc_code=community.coc.code)
    with pytest.raises(NotDone, match="Say which CoC"):
        give(lead, community.stranger, community.other_agency, "coc_lead")


def test_the_lead_of_one_coc_neither_changes_nor_takes_away_a_role_that_reaches_further(
    community: Community,
) -> None:
    by = viewer_for(community.personas["coc_lead"])
    hmis_lead = community.personas["hmis_lead"]
    with pytest.raises(PermissionDenied):
        give(by, hmis_lead, community.own_agency, "intake_worker", is_primary=True)
    with pytest.raises(PermissionDenied):
        take_role_away(by=by, account_id=hmis_lead.pk, organization=community.own_agency)
    yolo = CoC.objects.create(code="XX-502", name="Neighbour CoC", time_zone="America/Los_Angeles")
    neighbour = add_account("neighbour", community.own_agency, "coc_lead", coc=yolo)
    with pytest.raises(PermissionDenied):
        give(by, neighbour, community.own_agency, "intake_worker", is_primary=True)
    with pytest.raises(PermissionDenied):
        take_role_away(by=by, account_id=neighbour.pk, organization=community.own_agency)
    assert set(AgencyRole.objects.values_list("role", flat=True)) >= {"hmis_lead", "coc_lead"}
