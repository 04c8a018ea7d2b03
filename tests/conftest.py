"""Browser tests: one Chromium for each process, a page on the live server, and axe.

    @pytest.mark.browser
    def test_a_worker_finds_a_client(page, axe, picture):
        page.goto("/clients/")
        axe(page)
        picture(page, "find-client")

`page` is a desk, `phone` a telephone. Both fail the test at its end when the page broke the content security
policy or a script of ours failed.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from hearth.site.chromium import MISSING, find_chromium
from hearth.site.environment import CHECKOUT

PICTURES = CHECKOUT / "test-results"
AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Axe = Callable[..., None]
Picture = Callable[[Page, str], Path]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, for the whole process: two Playwrights in one do not work.

    Skips loudly where there is none; in CI that is a failure.
    """
    program = find_chromium()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip("NO CHROMIUM: this browser test did not run")
    arguments = [*ARGUMENTS, "--no-sandbox"] if os.getuid() == 0 else ARGUMENTS
    # Playwright's loop runs in this thread; Django would take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # Long enough for a machine that does many things at once; what is there is never waited for.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page at a desk. Addresses are relative to the live server."""
    with _context(browser, live_server, viewport=DESK) as context, _watched(context) as one:
        yield one


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page on a phone, with touch."""
    settings = {"viewport": PHONE, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
    with _context(browser, live_server, **settings) as context, _watched(context) as one:
        yield one


@contextmanager
def _context(browser: Browser, live_server: LiveServer, **settings: Any) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=live_server.url, reduced_motion="reduce", **settings)
    try:
        yield context
    finally:
        context.close()


@contextmanager
def _watched(context: BrowserContext) -> Iterator[Page]:
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    def look(request: Request) -> None:
        # Nothing may tell another site that somebody is looking at a page here (VSP-08).
        if urlsplit(request.url).hostname not in {"localhost", "127.0.0.1", None}:
            complaints.append(f"asked another site for {request.url}")

    context.on("request", look)
    page = context.new_page()
    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert not complaints, complaints


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Find accessibility faults: `axe(page)` fails with a line per WCAG 2.2 A/AA violation and element."""
    if not AXE.exists():
        pytest.fail("axe-core is missing: make setup installs it.")
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page, *, within: str = "html") -> None:
        # After a click the next page is there, but need not be read: without this, a slow one has no element yet.
        page.wait_for_load_state()
        # Evaluated by the debugger, so the page's policy need not be loosened for it.
        page.evaluate(source)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        answer = page.evaluate(
            "([within, tags]) => axe.run(within, {runOnly: tags, resultTypes: ['violations']})",
            [within, tags],
        )
        faults = [
            f"{violation['id']}: {violation['help']}: {node['target']} {node['html'][:200]}"
            for violation in answer["violations"]
            for node in violation["nodes"]
        ]
        assert not faults, f"axe at {page.url}:\n" + "\n".join(faults)

    return check


@pytest.fixture(scope="session")
def picture() -> Picture:
    """Keep a screenshot of the whole page: `picture(page, "find-client")` writes test-results/find-client.png."""

    def take(page: Page, name: str) -> Path:
        path = PICTURES / f"{name}.png"
        page.wait_for_load_state()
        page.screenshot(path=path, full_page=True)
        return path

    return take
