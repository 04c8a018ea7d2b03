"""The history of homelessness: without faults for axe, and no wider than a desk or a phone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from hearth.actions.attest_months import attest_months
from hearth.records.models import Account
from tests.community import Community, add_client, add_enrollment, add_exit, add_services, viewer_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pages_of_homelessness_are_without_faults_at_a_desk_and_on_a_phone(
    community: Community,
    browser_of: Callable[[Account], Any],
    page: Page,
    live_server: Any,
    axe: Any,
    picture: Any,
) -> None:
    anna = community.personas["agency_manager"]
    viewer = viewer_for(anna)
    today = viewer.today
    rosa = add_client(community, "Rosa", "Example")
    nights = add_enrollment(
        community,
        rosa,
        community.shelter,
        today - timedelta(days=90),
        disabling_condition=1,
        living_situation=116,
        date_to_street_essh=today - timedelta(days=170),
        times_homeless_past_three_years=4,
        months_homeless_past_three_years=113,
    )
    add_services(community, nights, [today - timedelta(days=back) for back in (90, 89, 60, 40, 12, 11, 10)])
    housed = add_enrollment(
        community,
        rosa,
        community.rapid,
        today - timedelta(days=700),
        move_in_date=today - timedelta(days=650),
    )
    add_exit(community, housed, today - timedelta(days=400), destination=313)
    attest_months(
        viewer=viewer,
        client_id=rosa.pk,
        first=today - timedelta(days=290),
        last=today - timedelta(days=260),
        kind="letter",
        said_by="Pastor of the Example church, letter of 3 March",
        note="Slept in the lot behind the church.",
    )
    session = browser_of(anna).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    for width, height in ((1280, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for name in ("", "add/"):
            page.goto(f"/clients/{rosa.pk}/homelessness/{name}")
            axe(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} is {wide} wide"
            picture(page, f"homelessness-{name.strip('/')}-{width}")
