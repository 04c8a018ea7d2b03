"""Work a page with the keyboard alone."""

from playwright.sync_api import Locator, Page, expect

# More stops than any page has between two of its controls.
_STOPS_AT_MOST = 80


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the control has the focus; fails when Tab does not lead there.

    The page is waited for: a key is lost on a page whose scripts do not listen yet, and Tab passes by what comes later.
    """
    expect(target).to_be_visible()
    page.wait_for_load_state()
    for _ in range(_STOPS_AT_MOST):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {target}")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go to a control by Tab and press a key on it."""
    tab_to(page, target)
    page.keyboard.press(key)


def choose(page: Page, target: Locator, label: str) -> None:
    """Choose an option of a select by typing its words."""
    tab_to(page, target)
    page.keyboard.type(label)
    expect(target.locator("option:checked")).to_have_text(label)


def type_into(page: Page, target: Locator, text: str) -> None:
    """Replace what a field holds."""
    tab_to(page, target)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
