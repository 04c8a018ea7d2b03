"""Privacy, sharing and the emergency page: without faults for axe, and no wider than a desk or a phone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page

from hearth.records.models import Account
from tests.community import Community, add_client, add_enrollment, add_release

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = date(2026, 1, 5)


def test_pages_of_privacy_are_without_faults_at_a_desk_and_on_a_phone(
    community: Community,
    browser_of: Callable[[Account], Any],
    page: Page,
    live_server: Any,
    axe: Any,
    picture: Any,
) -> None:
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12), ssn="123-45-6789")
    add_enrollment(community, rosa, community.shelter, DAY)
    add_release(community, rosa, community.own_agency)
    session = browser_of(community.personas["hmis_lead"]).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    addresses = {
        "privacy": f"/clients/{rosa.pk}/privacy/",
        "emergency": "/clients/emergency/",
        "sharing": "/sharing/",
        "settings": "/settings/",
        "setting": "/settings/second_factor_required/",
    }
    for width, height in ((1280, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for name, address in addresses.items():
            page.goto(address)
            axe(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} is {wide} wide"
            picture(page, f"{name}-{width}")
    page.goto(f"/clients/{rosa.pk}/")
    page.get_by_role("button", name="Show the number").click()
    page.get_by_text("123-45-6789").wait_for()
    assert page.url.endswith(f"/clients/{rosa.pk}/")
    axe(page)
