"""What is printed says who took it out, when and what for, and only who may print prints (SEC-11)."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from hearth.access.roles import roles
from tests.community import Community
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_printed_page_says_by_whom_and_when_and_prints_blank_without_the_right(
    page: Page, community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(page, "intake_worker")
    mark = page.locator(".print-mark")
    expect(mark).to_be_hidden()
    page.emulate_media(media="print")
    expect(mark).to_contain_text(
        "Printed by Intake Worker Persona (intake_worker), Harbor House (example). Page as of"
    )
    expect(mark).to_contain_text("Purpose:")
    expect(page.locator("#main")).to_be_visible()
    assert len(page.pdf()) > 1000

    role = roles()["intake_worker"]
    monkeypatch.setitem(roles(), "intake_worker", replace(role, rights=role.rights - {"print_records"}))
    page.reload()
    expect(page.locator("#main")).to_be_hidden()
    expect(mark).to_contain_text("Your role does not include printing")
    page.emulate_media(media="screen")
    expect(page.locator("#main")).to_be_visible()
