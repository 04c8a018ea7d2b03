from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from hearth.records.models import Account, Setting
from hearth.records.setting import setting
from hearth.records.setting_told import TOLD
from tests.community import Community

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["hmis_lead"])


def errors(answer: Any) -> list[str]:
    assert answer.status_code == 200
    return list(answer.context["form"].errors.get("value", []))


def test_the_lead_finds_every_setting_with_its_value_and_where_it_comes_from(lead: Browser) -> None:
    page = lead.get("/settings/")
    shown = {row["held"].told.key for _name, rows in page.context["groups"] for row in rows}
    assert shown == TOLD.keys()
    text = page.content.decode()
    assert "as by default" in text
    assert 'href="/roles/"' in text
    assert 'href="/settings/"' in lead.get("/").content.decode()


def test_only_who_may_keep_settings_is_led_to_them(
    community: Community, browser_of: Callable[[Account], Browser]
) -> None:
    manager = browser_of(community.personas["agency_manager"])
    assert 'href="/settings/"' not in manager.get("/").content.decode()
    assert manager.get("/settings/").status_code == 403


def test_a_value_is_kept_with_who_kept_it_and_taken_away_again(lead: Browser) -> None:
    address = "/settings/idle_minutes/?place=everywhere"
    assert lead.post(address, {"value": "10"}).headers["Location"] == "/settings/?place=everywhere"
    assert setting("idle_minutes") == 10
    page = lead.get("/settings/").content.decode()
    assert "Hmis Lead Persona" in page
    assert "saved. It holds at once." in page
    assert "As it was by default" in lead.get(address).content.decode()
    lead.post("/settings/idle_minutes/drop/?place=everywhere")
    assert setting("idle_minutes") == 15
    assert "As it was by default" not in lead.get(address).content.decode()


@pytest.mark.parametrize(
    ("key", "sent", "kept"),
    [
        ("second_factor_required", "yes", True),
        ("consent_mode", "written", "written"),
        ("inactive_warning_days", "10, 20 28", [10, 20, 28]),
        ("inactive_warning_days", "", []),
        ("password_context_words", "harbor\n\n bridge ", ["harbor", "bridge"]),
        ("allowed_networks", "127.0.0.0/8\n203.0.113.0/24", ["127.0.0.0/8", "203.0.113.0/24"]),
        ("self_check_due", "03-15", "03-15"),
        ("digest_hour", "0", 0),
    ],
)
def test_each_kind_of_setting_is_kept_as_it_was_typed(
    lead: Browser, key: str, sent: str, kept: object
) -> None:
    assert lead.post(f"/settings/{key}/", {"value": sent}).status_code == 302
    assert setting(key) == kept


@pytest.mark.parametrize(
    ("key", "sent", "line"),
    [
        ("idle_minutes", "", "Please answer this."),
        ("idle_minutes", "soon", "Write a whole number, such as 3."),
        ("idle_minutes", "600", "Write a number from 1 to 60."),
        ("inactive_warning_days", "20; 25", "Write numbers with commas between them, as 20, 25, 29."),
        ("consent_mode", "", "Please answer this."),
        ("self_check_due", "13-01", "Write a month and a day of every year, as 01-31."),
        ("allowed_networks", "my office", "“my office” is no network. Write one as 203.0.113.0/24."),
    ],
)
def test_what_is_refused_is_told_in_one_line_at_the_field_and_stays_typed(
    lead: Browser, key: str, sent: str, line: str
) -> None:
    answer = lead.post(f"/settings/{key}/", {"value": sent})
    assert errors(answer) == [line]
    assert not sent or sent in answer.content.decode()
    assert not Setting.objects.filter(key=key).exists()


def test_the_lead_does_not_lock_themselves_out_by_networks(lead: Browser) -> None:
    answer = lead.post("/settings/allowed_networks/", {"value": "203.0.113.0/24"})
    assert [line[:28] for line in errors(answer)] == ["Your own address (127.0.0.1)"]
    assert lead.get("/").status_code == 200


def test_a_dangerous_setting_says_what_it_means_before_it_is_changed(lead: Browser) -> None:
    assert "one stolen or guessed password" in lead.get("/settings/second_factor_required/").content.decode()
    assert "Before you change this" not in lead.get("/settings/idle_minutes/").content.decode()


def test_an_agency_has_its_own_value_and_no_setting_of_the_whole_instance(
    community: Community, lead: Browser
) -> None:
    here = f"place={community.other_agency.pk}"
    assert lead.post(f"/settings/idle_minutes/?{here}", {"value": "5"}).status_code == 302
    assert Setting.objects.get(key="idle_minutes").organization_id == community.other_agency.pk
    page = lead.get(f"/settings/?{here}").content.decode()
    assert "Hillside Services" in page
    assert "this agency" in page
    assert "a lock lasts" not in page
    assert lead.get(f"/settings/lockout_hours/?{here}").status_code == 404
    assert lead.post(f"/settings/lockout_hours/?{here}", {"value": "5"}).status_code == 404


def test_the_lead_of_one_coc_reaches_the_settings_of_it_and_of_nothing_wider(
    community: Community, browser_of: Callable[[Account], Browser]
) -> None:
    lead = browser_of(community.personas["coc_lead"])
    assert lead.get("/settings/").context["place"].key == community.coc.code
    assert lead.get("/settings/?place=everywhere").status_code == 403
    assert lead.post("/settings/consent_mode/?place=everywhere", {"value": "oral"}).status_code == 403
    assert lead.post("/settings/consent_mode/drop/?place=XX-999").status_code == 403
    assert lead.post("/settings/consent_mode/", {"value": "oral"}).status_code == 302
    assert Setting.objects.get(key="consent_mode").coc_id == community.coc.code


def test_a_setting_with_a_page_of_its_own_is_not_changed_here(lead: Browser) -> None:
    assert lead.get("/settings/role_set/").status_code == 404
    assert lead.post("/settings/role_set/drop/").status_code == 404
