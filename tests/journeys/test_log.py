"""The log and the history as a lead meets them: at a desk and on a phone, by keyboard, printed for a client."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from hearth.access.log import log_reading, log_readings, log_sign_in
from hearth.access.log_seals import seal_log
from hearth.records.models import DisclosedClient, Disclosure, Enrollment, LogAlert, SignIn
from hearth.records.write import change
from tests.community import (
    Community,
    add_client,
    add_enrollment,
    add_exit,
    add_services,
    viewer_for,
)
from tests.conftest import Axe, Picture
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def lived(community: Community) -> Enrollment:
    """A client with a past: corrected, served, exited, taken back, looked at, sent out; and alerts about it."""
    worker = community.personas["intake_worker"]
    rosa = add_client(
        community,
        "Rosa",
        "Example",
        organization=community.own_agency,
        ssn="123456789",
        dob=date(1990, 3, 12),
    )
    with change(by=worker, action="correct_profile", why="Read from the birth certificate"):
        rosa.dob, rosa.veteran_status = date(1990, 3, 21), 1
        rosa.save()
    stay = add_enrollment(community, rosa, community.shelter, date(2026, 1, 5))
    add_services(community, stay, [date(2026, 1, 5) + timedelta(days=night) for night in range(40)])
    leaving = add_exit(community, stay, date(2026, 4, 1))
    with change(by=worker, action="take_back_exit_household"):
        leaving.date_deleted = leaving.date_created
        leaving.save()
    by = viewer_for(worker)
    log_readings(by, "record", [rosa.pk] * 30)
    log_reading(by, "ssn", rosa, why="To apply for benefits with her, at her wish and in her presence")
    log_reading(viewer_for(community.stranger), "record", rosa)
    log_reading(by, "search", detail="ssn", words="123-45-6789", how_many=1)
    sent = Disclosure.objects.create(recipient="Example State", purpose="A yearly study", is_hashed=True)
    DisclosedClient.objects.create(client=rosa, disclosure=sent)
    log_sign_in(SignIn.Kind.FAILED, None, address="2001:db8:85a3:8d3:1319:8a2e:370:7348", name_tried="x")
    made: dict[str, Any] = {"account": worker, "organization": community.own_agency, "day": by.today}
    facts = {"opened": 312, "usual": 14, "usual_of_role": 18}
    LogAlert.objects.create(kind="volume", facts=facts, **made)
    LogAlert.objects.create(kind="same_surname", client=rosa, **made)
    seal_log()
    return stay


def test_a_lead_looks_into_an_alert_and_closes_it_by_keyboard(
    page: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "hmis_lead")
    page.goto(reverse("log:alerts"))
    expect(page.get_by_text("Nothing to look into")).to_be_visible()
    axe(page)
    lived(community)
    page.reload()
    axe(page)
    picture(page, "log-alerts")
    for name in ("readings", "logins", "reviews", "seals"):
        page.goto(reverse(f"log:{name}"))
        axe(page)
        picture(page, f"log-{name}")
    page.goto(reverse("log:alerts"))
    opener = page.get_by_role("link", name="Many clients opened")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Many clients opened")).to_be_visible()
    axe(page)
    picture(page, "log-alert")
    page.get_by_role("button", name="Close the alert").click()
    expect(page.locator("[data-errors]")).to_be_visible()
    axe(page)
    page.get_by_label("What did you find?").fill("Counted beds for the point in time.")
    page.get_by_role("button", name="Close the alert").press("Enter")
    expect(page.get_by_text("The alert is closed.")).to_be_visible()
    expect(page.get_by_role("link", name="Many clients opened")).to_have_count(0)


def addresses(stay: Enrollment) -> dict[str, str]:
    of_client = {"audit": "audit", "who-looked": "who_looked", "as-it-was": "client_as_it_was"}
    found = {name: reverse(f"history:{route}", args=[stay.client_id]) for name, route in of_client.items()}
    return found | {
        "record": reverse("history:record", args=["client", stay.client_id]),
        "enrollment-as-it-was": reverse("history:enrollment_as_it_was", args=[stay.pk]),
        "history": reverse("client:history", args=[stay.client_id]),
    }


def test_history_reads_at_a_desk_and_the_list_for_the_client_is_printed_without_its_form(
    page: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    stay = lived(community)
    sign_in(page, "agency_manager")
    for name, address in addresses(stay).items():
        page.goto(address)
        axe(page)
        picture(page, f"history-{name}")
    page.goto(addresses(stay)["who-looked"] + "?language=es")
    expect(page.get_by_role("heading", level=1, name="Quién miró su expediente")).to_be_visible()
    axe(page)
    page.emulate_media(media="print")
    picture(page, "history-who-looked-print")
    expect(page.get_by_role("heading", level=1, name="Quién miró su expediente")).to_be_visible()
    expect(page.locator("form.no-print")).to_be_hidden()


def test_history_and_log_read_on_a_phone(
    phone: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    stay = lived(community)
    sign_in(phone, "hmis_lead")
    found = addresses(stay) | {name: reverse(f"log:{name}") for name in ("alerts", "readings", "reviews")}
    for name, address in found.items():
        phone.goto(address)
        axe(phone)
        picture(phone, f"phone-log-{name}")
        wide = phone.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, f"{name} is wider than the phone"
