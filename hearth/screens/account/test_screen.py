from collections.abc import Callable

from django.test import Client as Browser

from hearth.access.agencies import agencies_of
from hearth.records.models import Account, AgencyRole
from tests.community import Community, add_account, viewer_for


def test_after_switching_a_person_sees_the_other_agency_only(
    community: Community, browser_of: Callable[[Account], Browser]
) -> None:
    account = add_account("intake_worker", community.other_agency, "reporting_only", is_primary=False)
    browser = browser_of(account)
    other = next(one for one in agencies_of(viewer_for(account)) if one.name.startswith("Hillside"))
    answer = browser.post("/account/agency/", {"agency": other.id, "next": "/somewhere/"})
    assert answer["Location"] == "/"
    assert browser.get(f"/programs/{community.other_program.pk}/").status_code == 200
    assert browser.get(f"/programs/{community.shelter.pk}/").status_code == 404


def test_nobody_switches_to_an_agency_they_have_no_role_at(
    community: Community, browser_of: Callable[[Account], Browser]
) -> None:
    strangers = AgencyRole.objects.get(account=community.stranger)
    browser = browser_of(community.personas["intake_worker"])
    for agency in (strangers.pk, "", "not a number"):
        assert browser.post("/account/agency/", {"agency": agency}).status_code == 404


def test_somebody_without_an_agency_is_told_whom_to_ask_and_sees_nothing_else(
    community: Community, browser_of: Callable[[Account], Browser]
) -> None:
    account = community.personas["intake_worker"]
    browser = browser_of(account)
    AgencyRole.objects.filter(account=account).delete()
    for address in ("/", "/clients/", f"/programs/{community.shelter.pk}/"):
        answer = browser.get(address)
        assert answer.status_code == 403
        assert "Ask the HMIS administrator" in answer.content.decode()
