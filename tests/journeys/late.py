"""Answers that come late on purpose: the page is used while they are on the way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Request, Route


@contextmanager
def late(page: Page, is_meant: Callable[[Request], bool]) -> Iterator[None]:
    """Keep what is asked of the server and `is_meant` until the block ends; all else goes its way."""
    held: list[Route] = []
    is_over = False

    def hold(route: Route) -> None:
        if is_meant(route.request) and not is_over:
            held.append(route)
        else:
            route.fallback()

    page.route("**/*", hold)
    yield
    assert held, "Nothing of this kind was asked for."
    is_over = True
    for route in held:
        route.continue_()
    page.unroute("**/*", hold)


def replaces(place: str) -> Callable[[Request], bool]:
    """Give what tells a request whose answer takes the place of the element with this id."""
    return lambda request: request.headers.get("hx-target", "").endswith(f"#{place}")
