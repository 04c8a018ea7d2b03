"""A setting is kept for a place by who may there, when it is in range and fits the others; else nothing is stored."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from hearth.access.settings_here import Place, places, settings_here
from hearth.access.viewer import Viewer
from hearth.actions.keep_setting import drop_setting, keep_setting
from hearth.actions.refusal import NotDone
from hearth.actions.setting_faults import TOGETHER, contradiction, fault
from hearth.records.models import Change, Setting
from hearth.records.setting import DEFAULTS, setting, settings_at
from hearth.records.setting_told import ELSEWHERE, TOLD
from tests.community import Community, viewer_for

pytestmark = pytest.mark.django_db
HERE = "203.0.113.9"


@pytest.fixture
def lead(community: Community) -> Viewer:
    return viewer_for(community.personas["hmis_lead"])


def test_every_setting_is_told_on_the_page_or_named_as_kept_elsewhere() -> None:
    assert TOLD.keys() | ELSEWHERE.keys() == DEFAULTS.keys(), "see hearth/records/setting_told.py"
    assert not TOLD.keys() & ELSEWHERE.keys()


def test_every_default_is_a_value_that_the_page_would_take() -> None:
    assert {key: line for key, told in TOLD.items() if (line := fault(told, DEFAULTS[key]))} == {}
    assert contradiction({key: DEFAULTS[key] for key in TOGETHER}) == ""


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("idle_minutes", 0, "from 1 to 60"),
        ("idle_minutes", 61, "from 1 to 60"),
        ("digest_hour", 24, "from 0 to 23"),
        ("consent_mode", "perhaps", "Choose one"),
        ("self_check_due", "02-29", "of every year"),
        ("self_check_due", "1-31", "of every year"),
        ("inactive_warning_days", [25, 20], "rise"),
        ("inactive_warning_days", [20, 20], "rise"),
        ("inactive_warning_days", [0, 20], "from 1"),
        ("inactive_warning_days", ["20"], "numbers"),
        ("inactive_warning_days", [20, 30], "before the account is paused"),
        ("inactive_after_days", 29, "before the account is paused"),
        ("inactive_after_days", 120, "before training is due again"),
        ("password_minimum", 20, "not shorter"),
        ("password_context_words", [""], "one word in each line"),
        ("agreement_days", 30, ""),
        ("allowed_networks", ["nowhere"], "“nowhere” is no network"),
        ("allowed_networks", ["198.51.100.0/24"], "lock yourself out"),
    ],
)
def test_a_value_that_is_out_of_range_or_fits_no_other_is_refused_in_one_line_and_not_stored(
    lead: Viewer, key: str, value: Any, line: str
) -> None:
    before = list(Setting.objects.values_list("key", "value"))
    if not line:
        # The reminder of 14 days fits an agreement of 30.
        keep_setting(by=lead, key=key, value=value)
        assert setting(key) == value
        return
    with pytest.raises(NotDone, match=line) as refused:
        keep_setting(by=lead, key=key, value=value, address=HERE)
    assert len(refused.value.problems) == 1
    assert list(Setting.objects.values_list("key", "value")) == before
    assert not Change.objects.filter(action="keep_setting").exists()


def test_networks_that_hold_the_own_address_are_kept_and_those_of_another_agency_lock_nobody_out(
    lead: Viewer, community: Community
) -> None:
    keep_setting(by=lead, key="allowed_networks", value=["203.0.113.0/24"], address=HERE)
    other = community.other_agency
    keep_setting(by=lead, key="allowed_networks", value=["2001:db8::/32"], organization=other, address=HERE)
    assert setting("allowed_networks") == ["203.0.113.0/24"]
    with pytest.raises(NotDone, match="unknown"):
        keep_setting(by=lead, key="allowed_networks", value=["203.0.113.0/24"])


def test_taking_the_own_networks_away_is_refused_where_the_wider_ones_would_lock_one_out(
    lead: Viewer, community: Community
) -> None:
    Setting.objects.create(key="allowed_networks", value=["198.51.100.0/24"])
    own = community.own_agency
    keep_setting(by=lead, key="allowed_networks", value=[HERE], organization=own, address=HERE)
    with pytest.raises(NotDone, match="lock yourself out"):
        drop_setting(by=lead, key="allowed_networks", organization=own, address=HERE)
    assert Setting.objects.filter(key="allowed_networks", organization=own).exists()


def test_what_holds_for_the_whole_instance_only_is_not_made_for_an_agency(
    lead: Viewer, community: Community
) -> None:
    with pytest.raises(NotDone, match="nothing would follow it"):
        keep_setting(by=lead, key="lockout_hours", value=5, organization=community.own_agency)
    with pytest.raises(NotDone, match="nothing would follow it"):
        keep_setting(by=lead, key="idle_minutes", value=5, coc_code=community.coc.code)


def test_the_lead_of_one_coc_keeps_settings_there_and_not_for_the_whole_community(
    community: Community,
) -> None:
    viewer = viewer_for(community.personas["coc_lead"])
    keep_setting(by=viewer, key="release_term_days", value=90, coc_code=community.coc.code)
    assert setting("release_term_days", coc_code=community.coc.code) == 90
    for coc_code in (None, "XX-999"):
        with pytest.raises(PermissionDenied):
            keep_setting(by=viewer, key="release_term_days", value=90, coc_code=coc_code)
        with pytest.raises(PermissionDenied):
            drop_setting(by=viewer, key="release_term_days", coc_code=coc_code)


def test_settings_are_kept_by_nobody_without_the_right(community: Community) -> None:
    viewer = viewer_for(community.personas["agency_manager"])
    with pytest.raises(PermissionDenied):
        keep_setting(by=viewer, key="idle_minutes", value=5, organization=community.own_agency)
    assert places(viewer) == []


def test_a_setting_with_a_page_of_its_own_and_a_value_of_another_kind_are_a_mistake_of_ours(
    lead: Viewer,
) -> None:
    with pytest.raises(KeyError):
        keep_setting(by=lead, key="role_set", value="starter")
    with pytest.raises(TypeError):
        keep_setting(by=lead, key="idle_minutes", value=True)


def test_a_value_that_is_taken_away_gives_way_to_the_wider_one_and_then_to_the_default(
    lead: Viewer, community: Community
) -> None:
    own = community.own_agency
    keep_setting(by=lead, key="idle_minutes", value=10)
    keep_setting(by=lead, key="idle_minutes", value=5, organization=own)
    assert drop_setting(by=lead, key="idle_minutes", organization=own)
    assert settings_at(["idle_minutes"], organization_id=own.pk) == {"idle_minutes": 10}
    assert drop_setting(by=lead, key="idle_minutes")
    assert not drop_setting(by=lead, key="idle_minutes")
    assert setting("idle_minutes") == DEFAULTS["idle_minutes"]
    assert Change.objects.filter(action="drop_setting", why="idle_minutes").count() == 1


def test_a_place_is_told_what_holds_there_where_it_comes_from_and_who_changed_it(
    lead: Viewer, community: Community
) -> None:
    own = community.own_agency
    agency = Place(str(own.pk), "", "agency", organization=own)
    assert (settings_here(agency)["release_term_days"].source) == "default"
    keep_setting(by=lead, key="release_term_days", value=300)
    keep_setting(by=lead, key="release_term_days", value=200, coc_code=community.coc.code)
    keep_setting(by=lead, key="idle_minutes", value=5, organization=community.other_agency)
    here = settings_here(agency)
    told = here["release_term_days"]
    assert (told.value, told.source, told.is_own) == (200, "coc", False)
    assert told.changed is not None
    assert told.changed.account == lead.account
    assert (here["idle_minutes"].value, here["idle_minutes"].changed) == (15, None)
    assert "lockout_hours" not in here


def test_the_settings_of_a_place_are_read_in_few_queries(
    lead: Viewer, community: Community, django_assert_max_num_queries: Any
) -> None:
    keep_setting(by=lead, key="idle_minutes", value=5)
    with django_assert_max_num_queries(2):
        settings_here(Place("everywhere", "", "everywhere"))
