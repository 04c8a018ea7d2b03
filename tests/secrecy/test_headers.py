"""Every address answers with the headers that keep a page to itself (ASV-05, SEC-06)."""

import ast
import os
import re
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import NoReverseMatch, reverse

from hearth.records.models import Account
from hearth.site.environment import CHECKOUT
from tests.architecture.source import files, is_test, shown
from tests.community import Community
from tests.permissions.table import addresses

_NOTHING = ("default-src", "frame-ancestors", "base-uri", "object-src")
_OURS = ("script-src", "style-src", "img-src", "font-src", "connect-src", "manifest-src", "form-action")
POLICY = {key: {"'none'"} for key in _NOTHING} | {key: {"'self'"} for key in _OURS}
# The one page with a picture drawn into it (the code that an authenticator app scans).
WITH_A_PICTURE = "mfa_activate_totp"
# The one page that may ask for the camera.
WITH_A_CAMERA = "profile:photo"
# What fills an address: nothing of it exists, and a page that says so must be as closed as any other.
FILLERS = {"number": "4.02", "coc_code": "XX-501", "report": "apr", "kind": "whole", "table": "Q5a", "pk": 1}
NUMBERS = {"row", "column", "row_id", "match_id"}
HTTPS: dict[str, Any] = {"wsgi.url_scheme": "https", "HTTP_HOST": "localhost"}


@pytest.fixture
def over_https(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def every_address() -> Iterator[tuple[str, str]]:
    for name, parameters in addresses().items():
        try:
            yield name, filled(name, parameters, uuid.uuid4())
        except NoReverseMatch:
            yield name, filled(name, parameters, 0)


def filled(name: str, parameters: tuple[str, ...], identity: object) -> str:
    """The address with things in it that do not exist: keys are random ones here, and numbers there."""
    things = {
        one: FILLERS.get(one, 0 if one in NUMBERS else identity if one.endswith("_id") else "0")
        for one in parameters
    }
    return reverse(name, kwargs=things)


def faults(name: str, answer: Any) -> list[str]:
    """What is missing or too wide on one answer."""
    given = {key.lower(): value for key, value in answer.headers.items()}
    # A nonce opens one script of this one answer; a page without a script of its own has none.
    policy = (
        {
            directive: {one for one in values if not re.fullmatch(r"'nonce-[A-Za-z0-9+/=_-]{20,}'", one)}
            for directive, *values in map(str.split, given.get("content-security-policy", "").split(";"))
        }
        if "content-security-policy" in given
        else {}
    )
    wanted = POLICY | ({"img-src": {"'self'", "data:"}} if name == WITH_A_PICTURE else {})
    expected = {
        "strict-transport-security": "max-age=31536000; includeSubDomains",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    wrong = [f"{name}: {key}: {given.get(key)}" for key, value in expected.items() if given.get(key) != value]
    if "no-store" not in given.get("cache-control", ""):
        wrong.append(f"{name}: cache-control: {given.get('cache-control')}")
    if policy != wanted:
        wrong.append(f"{name}: policy: {policy}")
    if ("camera=(self)" if name == WITH_A_CAMERA else "camera=()") not in given.get("permissions-policy", ""):
        wrong.append(f"{name}: permissions-policy")
    for cookie in answer.cookies.values():
        safe = (
            cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
        )
        if not (cookie.key.startswith("__Host-") and safe and not cookie["domain"]):
            wrong.append(f"{name}: cookie {cookie.key}")
    return wrong


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["hmis_lead", "nobody"])
def test_every_address_answers_with_the_strict_headers_and_is_stored_nowhere(
    community: Community, over_https: None, client: Browser, who: str
) -> None:
    wrong: list[str] = []
    client.raise_request_exception = False
    for name, address in every_address():
        if who != "nobody":  # each time anew: logging out is one of the addresses
            client.cookies.clear()
            client.force_login(
                community.personas[who], backend="allauth.account.auth_backends.AuthenticationBackend"
            )
        for method in ("GET", "POST"):
            answer = client.generic(method, address, **HTTPS)
            wrong += faults(name, answer)
    missing = client.get("/no-such-page/", **HTTPS)
    assert missing.status_code == 404
    wrong += faults("missing", missing)
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_plain_http_answers_nothing_but_a_redirect(client: Browser, over_https: None) -> None:
    for name, address in every_address():
        for method in ("GET", "POST"):
            answer = client.generic(method, address)
            assert (answer.status_code, answer.content) == (301, b""), name
            assert answer["Location"].startswith("https://"), name
            assert not answer.cookies, name


@pytest.mark.django_db
def test_what_is_said_to_a_person_travels_in_no_cookie(
    community: Community, browser_of: Callable[[Account], Browser]
) -> None:
    browser = browser_of(community.personas["intake_worker"])
    browser.post("/inbox/all-read/")
    assert set(browser.cookies) <= {"sessionid", "csrftoken"}


def production(tmp_path: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the settings as an operator has them, and nothing of this machine's."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    settings = {
        "HEARTH_DATA": str(tmp_path),
        "HEARTH_HOSTS": "hmis.example.org",
        "DJANGO_SETTINGS_MODULE": "hearth.site.settings",
    }
    return subprocess.run(
        [sys.executable, *command],
        cwd=CHECKOUT,
        env=kept | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_djangos_own_check_of_a_deployment_finds_nothing(tmp_path: Path) -> None:
    done = production(tmp_path, "-m", "django", "check", "--deploy", "--fail-level", "INFO")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout


def test_an_installation_is_https_only_unless_it_is_told_otherwise(tmp_path: Path) -> None:
    names = ["SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"]
    told = production(
        tmp_path,
        "-c",
        "from django.conf import settings as s; "
        f"assert all(getattr(s, name) for name in {names}) and not s.DEBUG; "
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS)",
    )
    assert told.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", "31536000", "True"], told.stderr


def test_whatever_is_sent_as_a_file_is_sent_as_an_attachment() -> None:
    sending = re.compile(r"\b(FileResponse|StreamingHttpResponse)\(|\bcontent_type=\"(?!text/html)")
    functions = [
        (shown(path), ast.get_source_segment(source, node) or "", node.lineno)
        for path in files(".py", "hearth/")
        if not is_test(path) and sending.search(source := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
    ]
    senders = [(place, text, line) for place, text, line in functions if sending.search(text)]
    assert len(senders) > 3
    shown_in_place = [f"{place}:{line}" for place, text, line in senders if "attachment" not in text]
    assert shown_in_place == []
