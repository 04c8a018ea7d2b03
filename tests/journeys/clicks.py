"""Counting what a task takes."""

from playwright.sync_api import Locator


class Clicks:
    """Counts what is pressed; entering data is no click (PRODUCT.md, part 3)."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, what: Locator) -> None:
        self.made += 1
        what.click()
