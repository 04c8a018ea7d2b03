"""A packet for housing from the history of homelessness, by keyboard at a desk and by thumb on a phone."""

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from hearth.records.models import Disclosure, LoginSession
from tests.community import PASSWORD, Community, add_client, add_household, add_services, viewer_for
from tests.journeys.sign_in import sign_in
from tests.pdf_text import text_of_pdf

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_letter_is_added_and_the_packet_says_so(
    page: Page, community: Community, axe: Any, picture: Any
) -> None:
    today = viewer_for(community.personas["intake_worker"]).today
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12))
    luz = add_client(community, "Luz", "Example", dob=date(2018, 6, 1))
    rows = add_household(community, [rosa, luz], community.shelter, today - timedelta(days=20))
    add_services(community, rows[0], [today - timedelta(days=20)])
    sign_in(page, "intake_worker")

    page.goto(f"/clients/{rosa.pk}/homelessness/")
    page.get_by_role("link", name="Add months").focus()
    page.keyboard.press("Enter")
    month = (today.replace(day=1) - timedelta(days=80)).replace(day=1)
    page.get_by_label("First month").select_option(month.isoformat())
    page.get_by_label("Last month").select_option(month.isoformat())
    page.get_by_label("Who says so").fill("Pastor Example")
    page.get_by_role("button", name="Add the months").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose how it is known.")
    axe(page)
    page.get_by_label("Letter or written statement of a third party").check()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Letter of a third party: Pastor Example")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()

    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("link", name="Packet for housing").click()
    axe(page)
    picture(page, "packet-390")
    page.get_by_label("Who gets it").fill("Example Homes")
    page.get_by_label("What for").fill("An apartment")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Make the PDF").click()
    text = text_of_pdf(waiting.value.path().read_bytes())
    assert "Pastor Example" in text
    assert Disclosure.objects.get().recipient == "Example Homes"

    page.goto(f"/clients/{luz.pk}/copy/")
    axe(page)
    picture(page, "copy-390")
    expect(page.get_by_label("Rosa Example")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390


def test_a_pdf_that_is_long_made_is_asked_for_once_and_the_page_says_what_becomes_of_it(
    page: Page, community: Community, axe: Any, picture: Any
) -> None:
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12), organization=community.own_agency)
    sign_in(page, "intake_worker")
    page.goto(f"/clients/{rosa.pk}/copy/")
    make = page.get_by_role("button", name="Make the PDF")
    make.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Say how you know who is asking.")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Alerts: what staff warn each other of")).not_to_be_checked()
    page.get_by_label("How you know who it is").fill("Photo ID")
    held: list[Route] = []
    page.route("**/copy/", lambda route: held.append(route))  # noqa: PLW0108
    make.press("Enter")
    expect(page.get_by_text("The PDF is being made.")).to_be_visible()
    expect(make.get_by_text("working…")).to_be_visible()
    # Longer than a form waits that looks at the clock alone.
    page.wait_for_timeout(3500)
    make.press("Enter")
    make.click()
    axe(page)
    picture(page, "desk-copy-waits")
    page.set_viewport_size({"width": 390, "height": 844})
    picture(page, "phone-copy-waits")
    assert len(held) == 1
    with page.expect_download() as waiting:
        held[0].continue_()
    assert "Rosa Example" in text_of_pdf(waiting.value.path().read_bytes())
    assert waiting.value.suggested_filename == f"copy-{rosa.unique_identifier}.pdf"
    expect(page.get_by_text("The PDF is there")).to_be_visible()
    expect(page.get_by_text("Say how you know who is asking.")).to_have_count(0)
    axe(page)
    expect(make.get_by_text("working…")).to_be_hidden()
    assert Disclosure.objects.count() == 1

    page.unroute("**/copy/")
    page.route("**/copy/", lambda route: route.abort())
    make.click()
    expect(page.get_by_text("No answer came.")).to_be_visible()
    page.unroute("**/copy/")
    with page.expect_download():
        make.click()


def test_what_was_chosen_for_a_pdf_is_given_back_after_the_sign_in_had_run_out(
    page: Page, community: Community, axe: Any
) -> None:
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12), organization=community.own_agency)
    sign_in(page, "intake_worker")
    page.goto(f"/clients/{rosa.pk}/packet/")
    page.get_by_label("Who gets it").fill("Example Homes")
    page.get_by_label("What for").fill("An apartment")
    session = LoginSession.objects.get(ended_at=None)
    session.started_at -= timedelta(hours=13)
    session.save(update_fields=["started_at"])

    page.get_by_role("button", name="Make the PDF").press("Enter")
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    page.locator("[name=login]").fill("intake_worker")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Your unsaved work")).to_be_visible()
    axe(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Send it now").press("Enter")
    assert "Rosa Example" in text_of_pdf(waiting.value.path().read_bytes())
    assert Disclosure.objects.get().recipient == "Example Homes"
