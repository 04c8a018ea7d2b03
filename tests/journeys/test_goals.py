"""A goal of a stay from first to last by keyboard: set, changed, achieved, deleted and brought back; and on a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from hearth.actions.set_goal import Aim, set_goal
from hearth.records.models import Enrollment
from tests.community import Community, add_client, add_enrollment, viewer_for
from tests.conftest import Axe, Picture
from tests.journeys.keyboard import choose, press, tab_to, type_into
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def stay(community: Community) -> Enrollment:
    rosa = add_client(community, "Rosa", "Example", organization=community.own_agency)
    start = viewer_for(community.personas["intake_worker"]).today - timedelta(days=40)
    return add_enrollment(community, rosa, community.shelter, start)


def test_a_goal_is_set_changed_achieved_and_brought_back_by_keyboard(
    page: Page, community: Community, stay: Enrollment, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    page.goto(f"/enrollments/{stay.pk}/")
    press(page, page.locator("nav.tabs > ul").get_by_role("link", name="Goals", exact=True))
    expect(page.get_by_text("No goals yet")).to_be_visible()
    axe(page)
    picture(page, "desk-goals-empty")
    press(page, page.get_by_role("button", name="Save the goal"))
    expect(page.locator("[data-errors]")).to_be_focused()
    axe(page)
    type_into(page, page.get_by_label("Goal", exact=True), "Find work near the school")
    choose(page, page.get_by_label("Category"), "Work")
    type_into(page, page.get_by_label("Steps and progress"), "Wrote two letters.")
    press(page, page.get_by_role("button", name="Save the goal"))
    expect(page.get_by_role("heading", name="Find work near the school")).to_be_visible()
    press(page, page.get_by_role("link", name="Change · Find work near the school"))
    expect(page.get_by_role("heading", level=1, name="Change the goal")).to_be_visible()
    choose(page, page.get_by_label("Status"), "Achieved")
    press(page, page.get_by_role("button", name="Save the goal"))
    expect(page.locator("[data-errors]").get_by_text("Say on which day")).to_be_visible()
    axe(page)
    picture(page, "desk-goals-change")
    tab_to(page, page.get_by_label("End date"))
    page.keyboard.type(f"{viewer_for(community.personas['intake_worker']).today:%m%d%Y}")
    press(page, page.get_by_role("button", name="Save the goal"))
    expect(page.get_by_text("The goal was changed.")).to_be_visible()
    press(page, page.get_by_text("What stood here before"))
    axe(page)
    picture(page, "desk-goals")
    press(page, page.get_by_role("button", name="Delete · Find work near the school"))
    expect(page.get_by_text("No goals yet")).to_be_visible()
    press(page, page.get_by_role("button", name="Undo"))
    expect(page.get_by_role("heading", name="Find work near the school")).to_be_visible()


def test_goals_are_read_and_changed_on_a_phone(
    phone: Page, community: Community, stay: Enrollment, axe: Axe, picture: Picture
) -> None:
    worker = viewer_for(community.personas["intake_worker"])
    long = "Speak with the landlord about the deposit and the repairs, " * 4
    set_goal(viewer=worker, enrollment=stay, aim=Aim(long, stay.entry_date, "Housing", worker.today))
    set_goal(
        viewer=worker,
        enrollment=stay,
        aim=Aim("See a dentist", stay.entry_date, status="achieved", ended_on=worker.today, is_private=True),
    )
    sign_in(phone, "intake_worker")
    phone.goto(f"/enrollments/{stay.pk}/goals/")
    expect(phone.get_by_role("heading", name="See a dentist")).to_be_visible()
    axe(phone)
    picture(phone, "phone-goals")
    phone.get_by_role("link", name="Change · See a dentist").click()
    tab_to(phone, phone.get_by_label("Goal", exact=True))
    axe(phone)
    picture(phone, "phone-goals-change")


@pytest.mark.parametrize("address", ["enrollment:enrollment", "exit_household:exit", "notes:stay"])
def test_open_goals_lead_to_their_page_by_keyboard(
    page: Page, community: Community, stay: Enrollment, axe: Axe, picture: Picture, address: str
) -> None:
    worker = viewer_for(community.personas["intake_worker"])
    aim = Aim("A home near the school", stay.entry_date, "Housing", worker.today, is_private=True)
    set_goal(viewer=worker, enrollment=stay, aim=aim)
    sign_in(page, "intake_worker")
    page.goto(reverse(address, args=[stay.pk]))
    name = address.partition(":")[0]
    axe(page)
    picture(page, f"desk-open-goals-{name}")
    page.set_viewport_size({"width": 390, "height": 844})
    axe(page)
    picture(page, f"phone-open-goals-{name}")
    press(page, page.get_by_role("link", name="A home near the school"))
    expect(page.get_by_role("heading", name="A home near the school")).to_be_in_viewport()
