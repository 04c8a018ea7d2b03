from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser

from hearth.actions.duties import DUTIES
from hearth.actions.self_checks import ask_for_self_checks
from hearth.records.models import Account, Notice, SelfCheck
from tests.community import Community, add_account

pytestmark = pytest.mark.django_db

DECEMBER, FEBRUARY = date(2026, 12, 20), date(2027, 2, 1)
ALL_WELL = {duty.key: "yes" for duty in DUTIES}


@pytest.fixture
def checks(community: Community) -> dict[Any, SelfCheck]:
    """The checks of 2027, by their agency."""
    add_account("other_manager", community.other_agency, "agency_manager")
    assert ask_for_self_checks(DECEMBER) == 2
    return {check.organization_id: check for check in SelfCheck.objects.all()}


def own(community: Community, checks: dict[Any, SelfCheck]) -> str:
    return f"/self-checks/{checks[community.own_agency.pk].pk}/"


def test_each_agency_is_asked_once_a_year_and_who_answers_is_told(
    community: Community, checks: dict[Any, SelfCheck]
) -> None:
    assert ask_for_self_checks(DECEMBER) == 0
    told = {one.account.username for one in Notice.objects.filter(event="self_check_due")}
    assert {"agency_manager", "other_manager"} <= told
    assert "intake_worker" not in told
    assert {check.due_on for check in checks.values()} == {date(2027, 1, 31)}


def test_nobody_is_asked_long_before_the_day(community: Community) -> None:
    assert ask_for_self_checks(date(2026, 9, 1)) == 0
    assert not SelfCheck.objects.exists()


def test_a_late_check_is_told_once_to_the_agency_and_to_the_lead(
    community: Community, checks: dict[Any, SelfCheck]
) -> None:
    for _ in range(2):
        ask_for_self_checks(FEBRUARY)
    late = Notice.objects.filter(event="self_check_late")
    assert late.filter(account__username="other_manager").count() == 1
    assert Notice.objects.filter(event="others_self_check_late", account__username="hmis_lead").count() == 1


def test_answers_are_kept_with_who_gave_them(
    community: Community, checks: dict[Any, SelfCheck], browser_of: Callable[[Account], Browser]
) -> None:
    manager = community.personas["agency_manager"]
    sent = ALL_WELL | {"paper": "no", "paper_note": "A cabinet comes in March"}
    assert browser_of(manager).post(own(community, checks), sent).status_code == 302
    kept = SelfCheck.objects.get(organization=community.own_agency.pk)
    assert kept.answers["paper"] == {"answer": "no", "note": "A cabinet comes in March"}
    assert (kept.answered_by, kept.answered_at is not None) == (manager, True)
    ask_for_self_checks(FEBRUARY)
    assert not Notice.objects.filter(event="self_check_late", account=manager).exists()


def test_a_duty_without_an_answer_and_a_no_without_a_plan_are_asked_again(
    community: Community, checks: dict[Any, SelfCheck], browser_of: Callable[[Account], Browser]
) -> None:
    sent = ALL_WELL | {"paper": "no", "firewall": ""}
    answer = browser_of(community.personas["agency_manager"]).post(own(community, checks), sent)
    assert answer.context["form"].errors.keys() == {"paper", "firewall"}
    assert SelfCheck.objects.get(organization=community.own_agency.pk).answered_at is None


def test_the_lead_sees_every_agency_and_answers_for_none_but_their_own(
    community: Community, checks: dict[Any, SelfCheck], browser_of: Callable[[Account], Browser]
) -> None:
    lead = browser_of(community.personas["hmis_lead"])
    listed = lead.get("/self-checks/").content.decode()
    assert "Harbor House" in listed
    assert "Hillside Services" in listed
    others = f"/self-checks/{checks[community.other_agency.pk].pk}/"
    assert lead.get(others).status_code == 200
    assert lead.post(others, ALL_WELL).status_code == 403


def test_an_agency_does_not_see_another_agencys_check(
    community: Community, checks: dict[Any, SelfCheck], browser_of: Callable[[Account], Browser]
) -> None:
    manager = browser_of(community.personas["agency_manager"])
    assert "Hillside Services" not in manager.get("/self-checks/").content.decode()
    others = f"/self-checks/{checks[community.other_agency.pk].pk}/"
    assert manager.get(others).status_code == 404
    assert manager.post(others, ALL_WELL).status_code == 404
    assert browser_of(community.personas["intake_worker"]).get("/self-checks/").status_code == 403


def test_with_nothing_due_the_page_says_so(
    community: Community, browser_of: Callable[[Account], Browser]
) -> None:
    page = browser_of(community.personas["agency_manager"]).get("/self-checks/").content.decode()
    assert "Nothing is due yet" in page
