"""The pages that everybody meets, looked at by axe in a real browser: light and dark, desk, phone and 400 % zoom."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from hearth.records.models import Account
from hearth.site.environment import CHECKOUT
from tests.community import Community

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MISSING_PAGE = "/no-such-page/"
WIDTHS = {"desk": (1280, 900), "phone": (390, 844), "zoomed": (320, 640)}
LOOKS = [("light", "desk"), ("dark", "desk"), ("light", "phone"), ("dark", "phone"), ("light", "zoomed")]


Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, live_server: Any) -> Iterator[Opener]:
    """Open a path in a colour scheme and a width, as who holds the session given, or as nobody.

    Whatever the policy refused fails the test.
    """
    refused: list[str] = []
    contexts = []

    def open_page(path: str, scheme: str, width: str, session: str = "") -> Page:
        size = WIDTHS[width]
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda message: refused.append(message.text))
        page.on("pageerror", lambda error: refused.append(str(error)))
        answer = page.goto(live_server.url + path)
        assert answer is not None
        assert answer.status == (404 if path == MISSING_PAGE else 200)
        assert page.url.endswith(path), f"sent from {path} to {page.url}"
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [text for text in refused if "Content Security Policy" in text or "Error:" in text] == []


def violations(page: Page) -> list[str]:
    session = page.context.new_cdp_session(
        page
    )  # past the page's own policy, as a person's extension would be
    session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    # A page with errors scrolls to them, and what lies half under the sticky top for a moment is no small target.
    page.evaluate("window.scrollTo({top: 0, behavior: 'instant'})")
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


@pytest.fixture
def session(community: Community, browser_of: Callable[[Account], Any]) -> str:
    """The session of a worker, for whom the frame holds search, navigation, agency and name."""
    return str(browser_of(community.personas["intake_worker"]).cookies["sessionid"].value)


PAGES = [
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-x/",
    "/accounts/signup/",
    "/accounts/inactive/",
    MISSING_PAGE,
]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_pages_before_login_are_accessible(opened: Opener, scheme: str, width: str) -> None:
    for address in PAGES:
        page = opened(address, scheme, width)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width][0], address
        assert page.title().endswith("· Hearth"), address


OWN_ACCOUNT = [
    "/accounts/2fa/",
    "/accounts/password/change/",
    "/accounts/email/",
    "/accounts/reauthenticate/",
    "/accounts/logout/",
]


@pytest.mark.parametrize(("scheme", "width"), [("light", "desk"), ("dark", "phone")])
def test_the_pages_of_ones_own_account_are_accessible(
    opened: Opener, session: str, scheme: str, width: str
) -> None:
    for address in OWN_ACCOUNT:
        page = opened(address, scheme, width, session)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width][0], address


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_component_is_accessible(opened: Opener, session: str, scheme: str, width: str) -> None:
    page = opened("/ui/components/", scheme, width, session)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width][0]


def test_a_wrong_password_is_said_in_a_summary_that_takes_the_focus(opened: Opener) -> None:
    page = opened("/accounts/login/", "light", "desk")
    page.fill("input[name=login]", "nobody")
    page.fill("input[name=password]", "wrong")
    page.click("button:text('Sign in') >> nth=0")
    expect(page.locator("[data-errors]")).to_be_focused()
    assert violations(page) == []


def test_an_error_in_the_summary_leads_to_its_field(opened: Opener) -> None:
    page = opened("/accounts/login/", "light", "desk")
    page.click("button:text('Sign in') >> nth=0")
    page.click("[data-errors] a >> nth=0")
    expect(page.locator("[name=login]")).to_be_focused()


def test_keys_move_between_search_menus_and_rows(opened: Opener, session: str) -> None:
    page = opened("/ui/components/", "light", "desk", session)
    first, second = (
        page.locator("[data-rows] tbody a").nth(0),
        page.locator("[data-rows] tbody tr").nth(1),
    )
    page.keyboard.press("/")
    expect(page.locator("[name=q]:focus")).to_be_visible()
    first.focus()
    page.keyboard.press("ArrowDown")
    expect(second.locator("a").first).to_be_focused()
    menu = page.locator("main details.menu").first
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")


def test_the_skip_link_is_the_first_stop(opened: Opener) -> None:
    page = opened("/accounts/login/", "light", "desk")
    page.keyboard.press("Tab")
    expect(page.locator("a:focus")).to_have_attribute("href", "#main")
