"""A page that comes late is looked at when it is there.

A click goes on as soon as the first bytes of the next page are there, and those may hold no element at all.
"""

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import Axe, Picture

pytestmark = pytest.mark.browser

HEIGHT = 3000
FIRST = "<!doctype html><html lang=en><title>First</title><main><h1>First</h1><a href=/late>Late</a></main>"
LATE = "<!doctype html><html lang=en><title>Late</title><main><h1>Late</h1><img src=/image.svg></main>"
IMAGE = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="{HEIGHT}"></svg>'


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind, text, seconds = {
            "/": ("text/html", FIRST, 0.0),
            "/late": ("text/html", LATE, 0.5),
            "/image.svg": ("image/svg+xml", IMAGE, 0.5),
            "/favicon.ico": ("image/x-icon", "", 0.0),
        }[self.path]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.flush()
        time.sleep(seconds)
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads what a test's server was asked for."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = Thread(target=server.serve_forever)
    thread.start()
    context = browser.new_context(base_url=f"http://127.0.0.1:{server.server_port}")
    try:
        yield context.new_page()
    finally:
        context.close()
        server.shutdown()
        thread.join()
        server.server_close()


def test_axe_looks_at_the_page_that_was_asked_for(page: Page, axe: Axe) -> None:
    page.goto("/")
    axe(page)
    page.get_by_role("link", name="Late").click()
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_a_picture_shows_the_whole_page_that_was_asked_for(page: Page, picture: Picture) -> None:
    page.goto("/")
    page.get_by_role("link", name="Late").click()
    header = picture(page, "late-page").read_bytes()[:24]
    assert int.from_bytes(header[20:24]) > HEIGHT
