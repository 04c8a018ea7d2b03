"""Choosing a set of roles moves every account to a role of it, or moves nobody."""

import pytest
from django.core.exceptions import PermissionDenied

from hearth.access.role_set import moves_to, role_set_in_use
from hearth.access.roles import role_sets
from hearth.actions.choose_role_set import choose_role_set
from hearth.actions.refusal import NotDone
from hearth.records.models import AgencyRole
from tests.community import Community, add_account, viewer_for

FAQ = "sacramento_faq_"
MOVES = {
    "intake_worker": f"{FAQ}direct_service",
    "agency_manager": f"{FAQ}administrative",
    "reporting_only": f"{FAQ}reporting",
}

pytestmark = pytest.mark.django_db


def test_before_a_set_is_chosen_each_account_is_told_what_it_gains_and_loses(community: Community) -> None:
    moves = {move.old.key: move for move in moves_to(role_sets()["sacramento_faq"])}
    assert {old: move.new.key for old, move in moves.items()} == MOVES
    assert moves["reporting_only"].accounts == ("Reporting Only Persona",)
    assert moves["reporting_only"].gains == ("run_custom_reports", "save_analysis")
    assert moves["reporting_only"].loses == ()


def test_the_chosen_set_is_used_from_now_on_and_leads_keep_their_role(community: Community) -> None:
    choose_role_set(by=viewer_for(community.personas["hmis_lead"]), key="sacramento_faq", moves=MOVES)
    assert role_set_in_use().key == "sacramento_faq"
    held = dict(AgencyRole.objects.values_list("account__username", "role"))
    assert held["intake_worker"] == held["stranger"] == f"{FAQ}direct_service"
    assert (held["hmis_lead"], held["coc_lead"]) == ("hmis_lead", "coc_lead")


def test_a_set_with_too_few_seats_moves_nobody(community: Community) -> None:
    add_account("second", community.own_agency, "agency_manager")
    moves = {
        "intake_worker": "sacramento_2021_dss_no_assessments",
        "agency_manager": "sacramento_2021_agency_manager",
        "reporting_only": "sacramento_2021_reporting",
    }
    with pytest.raises(NotDone, match=r"would have 2 people as .*Agency Manager, and has seats for 1"):
        choose_role_set(by=viewer_for(community.personas["hmis_lead"]), key="sacramento_2021", moves=moves)
    assert role_set_in_use().key == "starter"
    assert not AgencyRole.objects.filter(role__startswith="sacramento").exists()


def test_a_role_that_is_left_out_or_would_see_further_stops_the_choice(community: Community) -> None:
    lead = viewer_for(community.personas["hmis_lead"])
    with pytest.raises(NotDone, match="takes the place of Intake worker"):
        choose_role_set(
            by=lead, key="sacramento_faq", moves={k: v for k, v in MOVES.items() if k != "intake_worker"}
        )
    with pytest.raises(NotDone, match="HMIS lead sees further than Intake worker"):
        choose_role_set(by=lead, key="sacramento_faq", moves={**MOVES, "intake_worker": "hmis_lead"})
    assert role_set_in_use().key == "starter"


@pytest.mark.parametrize("persona", ["intake_worker", "agency_manager", "reporting_only", "coc_lead"])
def test_only_who_leads_every_coc_chooses_the_set(community: Community, persona: str) -> None:
    with pytest.raises(PermissionDenied):
        choose_role_set(by=viewer_for(community.personas[persona]), key="sacramento_faq", moves=MOVES)
