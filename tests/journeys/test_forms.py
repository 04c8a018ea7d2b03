"""The form explorer, at a desk and on a phone, by keyboard and with JavaScript off: full, empty, long and wrong."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from hearth.actions.keep_local_rules import keep_local_rules
from hearth.hud.golden import FIXTURES
from tests.community import COC_CODE, Community
from tests.conftest import Axe, Picture
from tests.journeys.keyboard import choose, press, tab_to, type_into
from tests.journeys.sign_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SACRAMENTO = (FIXTURES / "sacramento.toml").read_text("utf-8").replace("CA-503", COC_CODE)
INTAKE = f"/forms/?stage=start&type=3&funders=2&relationship=1&age=35&on=2026-02-01&coc={COC_CODE}"
CHILD = INTAKE.replace("relationship=1&age=35", "relationship=2&age=8")
YOUTH = "/forms/?stage=start&type=2&funders=24&funders=43&relationship=1&on=2026-02-01"


def test_a_form_is_asked_for_and_filled_in_by_keyboard(
    page: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "intake_worker")
    page.goto("/forms/")
    expect(page.get_by_text("No form chosen yet")).to_be_visible()
    axe(page)
    picture(page, "desk-forms-new")
    choose(page, page.get_by_label("Form", exact=True), "Annual assessment")
    choose(page, page.get_by_label("Type of program"), "PH – Permanent Supportive Housing")
    press(page, page.locator("summary").filter(has_text="Who pays on that day"))
    press(page, page.get_by_label("HUD: CoC – Permanent Supportive Housing"), "Space")
    type_into(page, page.get_by_label("Age", exact=False).first, "35")
    press(page, page.get_by_role("button", name="Show the form"))
    expect(page.get_by_role("heading", name="Income")).to_be_visible()
    amount = page.locator("[name=IncomeBenefits_EarnedAmount]")
    total = page.locator("[name=IncomeBenefits_TotalMonthlyIncome]")
    expect(amount).to_be_hidden()
    tab_to(page, page.locator("[name=IncomeBenefits_IncomeFromAnySource]").first)
    page.keyboard.press("ArrowDown")
    tab_to(page, page.locator("[name=IncomeBenefits_Earned]").first)
    page.keyboard.press("ArrowDown")
    expect(amount).to_be_visible()
    type_into(page, amount, "$1,200.50")
    expect(total).to_have_value("1200.50")
    axe(page)
    picture(page, "desk-forms-form")
    press(page, page.get_by_role("button", name="Try these answers"))
    expect(page.get_by_text("Tried out; nothing was stored")).to_be_visible()
    expect(page.locator("[name=IncomeBenefits_EarnedAmount]")).to_have_value("$1,200.50")
    axe(page)


@pytest.mark.parametrize("width", ["desk", "phone"])
def test_every_page_about_forms_is_sound(
    width: str, request: pytest.FixtureRequest, community: Community, axe: Axe, picture: Picture
) -> None:
    keep_local_rules(by=None, coc_code=COC_CODE, text=SACRAMENTO)
    page: Page = request.getfixturevalue("page" if width == "desk" else "phone")
    sign_in(page, "hmis_lead")
    for name, path, words in (
        ("intake", INTAKE, "Do animals come with you?"),
        ("list", f"{INTAKE}&view=list", "TotalMonthlyIncome"),
        ("left-out", f"{INTAKE}&view=left_out", "R1 Referral Source"),
        ("left-out-one", f"{CHILD}&view=left_out&why=4.02", "this is another member aged 8"),
        ("left-out-none", f"{INTAKE}&view=left_out&why=nothing", "Nothing left out has this number"),
        ("long", YOUTH, "R1 Referral Source"),
        ("nothing", INTAKE.replace("start", "bed_night"), "This form asks nothing here"),
        ("wrong", INTAKE.replace("age=35", "age=old"), "Please look at this once more"),
        ("element", INTAKE.replace("/forms/", "/forms/elements/4.02/"), "Where it is asked"),
        ("rules", "/forms/local-rules/", "command line"),
        ("rules-of-coc", f"/forms/local-rules/{COC_CODE}/", "Versions"),
    ):
        page.goto(path)
        expect(page.locator("#main").get_by_text(words).first).to_be_visible()
        picture(page, f"{width}-forms-{name}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            f"{path} is wider than the screen"
        )
        axe(page)


def test_wrong_rules_come_back_with_every_fault_beside_them(
    page: Page, community: Community, axe: Axe, picture: Picture
) -> None:
    sign_in(page, "hmis_lead")
    page.goto(f"/forms/local-rules/{COC_CODE}/")
    page.get_by_label("Rules", exact=False).first.fill(
        SACRAMENTO.replace('"4.12"', '"9.99"') + 'offers = "x"'
    )
    page.get_by_role("button", name="Check and use these rules").click()
    expect(page.get_by_text("'9.99' is not an element of fy2026").first).to_be_visible()
    expect(page.get_by_text("unknown offers").first).to_be_visible()
    axe(page)
    picture(page, "desk-forms-rules-wrong")


def test_without_javascript_every_question_is_there_and_the_server_says_what_was_not_asked(
    browser: Browser, live_server: LiveServer, community: Community
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "intake_worker")
    page.goto(INTAKE)
    page.locator("[name=IncomeBenefits_IncomeFromAnySource][value='0']").check()
    page.locator("[name=IncomeBenefits_EarnedAmount]").fill("300")
    page.get_by_role("button", name="Try these answers").click()
    expect(
        page.get_by_text("Left out, because other answers say that this is not asked.").first
    ).to_be_visible()
    context.close()
