"""A community begins once; accounts are opened by who may, with a password that holds."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from hearth.access.viewer import NotVisible, viewer_of
from hearth.actions.create_account import create_account
from hearth.actions.refusal import NotDone
from hearth.actions.set_up_community import set_up_community
from hearth.records import guard
from hearth.records.models import Account, AgencyRole, CoC, HUDUser, Organization
from tests.community import Community, viewer_for

pytestmark = pytest.mark.django_db

GOOD = "4 lamps in the window"
BEGUN = {
    "coc_code": "XX-500",
    "coc_name": "Example CoC",
    "time_zone": "America/Chicago",
    "lead_agency": "Lead",
}


def person(**changed: Any) -> dict[str, Any]:
    usual = {"username": "newcomer", "email": "new@example.org", "name": "Nell Newcomer", "password": GOOD}
    return {"role": "intake_worker", **usual, **changed}


def test_a_community_begins_with_its_coc_its_lead_agency_and_a_first_account() -> None:
    CoC.objects.create(code="XX-500", name="XX-500")
    agency = set_up_community(**BEGUN)
    account = create_account(by=None, organization=agency, **person(role="hmis_lead"))

    viewer = viewer_of(account)
    assert viewer is not None
    assert (viewer.organization, viewer.role.key) == (agency, "hmis_lead")
    assert viewer.hud_user.user_first_name == "Nell"
    assert CoC.objects.get(code="XX-500").time_zone == "America/Chicago"
    assert account.check_password(GOOD)


def test_a_community_begins_only_once(community: Community) -> None:
    with pytest.raises(NotDone):
        set_up_community(**BEGUN)
    assert not CoC.objects.filter(code="XX-500").exists()


def test_only_the_first_account_is_opened_by_nobody(community: Community) -> None:
    with pytest.raises(PermissionDenied):
        create_account(by=None, organization=community.own_agency, **person())


@pytest.mark.parametrize("role", ["intake_worker", "agency_manager", "reporting_only"])
def test_who_may_not_manage_accounts_opens_none(role: str, community: Community) -> None:
    by = viewer_for(community.personas[role])
    with pytest.raises(PermissionDenied):
        create_account(by=by, organization=community.own_agency, **person())
    assert not Account.objects.filter(username="newcomer").exists()


def test_an_account_carries_its_opener_its_agency_and_its_role(community: Community) -> None:
    by = viewer_for(community.personas["hmis_lead"])
    account = create_account(by=by, organization=community.other_agency, **person())

    role = AgencyRole.objects.get(account=account)
    assert (role.organization_id, role.role, role.is_primary) == (
        community.other_agency.id,
        "intake_worker",
        True,
    )
    hud_user = guard.everything(HUDUser, "test").select_related("change").get(pk=role.hud_user_id)
    assert (hud_user.change.action, hud_user.change.account) == ("create_account", by.account)


@pytest.mark.parametrize(
    "changed",
    [
        {"password": "too short"},
        {"password": "new@example.org"},
        {"username": "2fast"},
        {"username": "intake_worker"},
        {"email": "no address"},
    ],
    ids=lambda changed: next(iter(changed.values())),
)
def test_an_unusable_account_is_refused_whole(changed: dict[str, str], community: Community) -> None:
    by = viewer_for(community.personas["hmis_lead"])
    before = Account.objects.count(), guard.everything(HUDUser, "test").count()
    with pytest.raises(NotDone):
        create_account(by=by, organization=community.own_agency, **person(**changed))
    assert (Account.objects.count(), guard.everything(HUDUser, "test").count()) == before


def test_a_role_that_no_file_knows_is_refused(community: Community) -> None:
    with pytest.raises(KeyError):
        create_account(
            by=viewer_for(community.personas["hmis_lead"]),
            organization=community.own_agency,
            **person(role="emperor"),
        )


def test_an_agency_that_is_deleted_gets_no_account(community: Community) -> None:
    by = viewer_for(community.personas["hmis_lead"])
    gone = Organization(id=community.own_agency.source_id, source=community.source, hud_id="gone")
    with pytest.raises(NotVisible):
        create_account(by=by, organization=gone, **person())
