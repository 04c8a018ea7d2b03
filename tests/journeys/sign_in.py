"""Sign in as a persona, the way a person does."""

from playwright.sync_api import Page, expect

from tests.community import PASSWORD


def sign_in(page: Page, username: str) -> None:
    """Type the user name and the password, and arrive at Home, with all that listens there."""
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_have_count(0)
    page.wait_for_load_state()
