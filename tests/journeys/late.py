"""Answers that come late on purpose: the page is used while they are on the way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from playwright.sync_api import Locator, Page, Request, Route, expect

Meant = Callable[[Request], bool]


@contextmanager
def late(page: Page, is_meant: Meant) -> Iterator[None]:
    """Keep what is asked of the server and `is_meant` until the block ends; all else goes its way."""
    yield from _kept(page, is_meant, lambda route: route.continue_)


@contextmanager
def answered_late(page: Page, is_meant: Meant) -> Iterator[None]:
    """Let the server answer at once, and keep its answer until the block ends: what is done meanwhile is not in it."""
    yield from _kept(page, is_meant, lambda route: partial(route.fulfill, response=route.fetch()))


def _kept(page: Page, is_meant: Meant, keep: Callable[[Route], Callable[[], None]]) -> Iterator[None]:
    taken: list[Route] = []
    kept: list[Callable[[], None]] = []
    is_over = False

    def take(route: Route) -> None:
        if is_meant(route.request) and not is_over:
            taken.append(route)
            kept.append(keep(route))
        else:
            route.fallback()

    page.route("**/*", take)
    yield
    assert taken, "Nothing of this kind was asked for."
    is_over = True
    # The server itself may take its time to answer.
    while len(kept) < len(taken):
        page.wait_for_timeout(20)
    for let_go in kept:
        let_go()
    page.unroute("**/*", take)


@contextmanager
def replaced(part: Locator) -> Iterator[None]:
    """Go on after the block only when an answer has taken the place of this part."""
    part.evaluate("one => { one.dataset.before = 'yes'; }")
    yield
    expect(part.page.locator("[data-before]")).to_have_count(0)


def listens(button: Locator) -> Locator:
    """Wait until htmx listens to a button that just came: pressed before, it sends its form as a page of its own."""
    expect(button).to_have_attribute("data-htmx-powered", "true")
    return button


def replaces(place: str) -> Meant:
    """Give what tells a request whose answer takes the place of the element with this id."""
    return lambda request: request.headers.get("hx-target", "").endswith(f"#{place}")
