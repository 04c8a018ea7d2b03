"""No name and no number of a person stands in an address or in a line of the application's log (ASV-03)."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from hearth.records.models import Account, Client, Enrollment, Reading
from hearth.site.logs import PlainFormatter
from tests.community import Community, add_client, add_enrollment

NAME, SSN = "Quillfeather", "918273645"
MARKS = (NAME, NAME.lower(), SSN, "918-27-3645", "1987-06-05", "06/05/1987")
BORN = date(1987, 6, 5)
# Parameters that are words, with the things that they name: none of them can be a person's.
WORDS = {
    "number": "an element of HUD's standard",
    "coc_code": "a CoC",
    "record_kind": "a kind of record",
    "report": "a kind of report",
    "kind": "a kind of export",
    "table": "a page of a report",
    "role_set": "a set of roles",
    "act": "what is done to an account",
    "stage": "which questions are asked",
    "part": "a kind of rows of a program",
    "text_key": "a version of a text that everybody may read",
    "key": "a secret that was mailed to an account",
    "uidb36": "an account, with such a secret",
}
# What an address may say after its question mark: what to show, never about whom.
ASKED = {
    "page",
    "exit",
    "into",
    "search",
    "show",
    "tab",
    "kind",
    "state",
    "source",
    "first",
    "last",
    "on",
    "next",
    "year",
    "person",
    "language",
    "month",
    "months",
}
_ADDRESS = re.compile(r"""(?:href|action|src|hx-[a-z]+|data-url)\s*=\s*["']([^"']*)["']""")


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every route by name, with the converters of its parameters."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, f"{before}{pattern.namespace}:" if pattern.namespace else before)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found: dict[str, Any] = dict(pattern.pattern.converters)
            groups = getattr(pattern.pattern.regex, "groupindex", {})
            yield f"{before}{pattern.name}", dict.fromkeys(groups) | found


def test_every_parameter_of_every_route_is_an_id_a_number_or_a_word_that_is_no_persons() -> None:
    strange = {
        f"{route} <{name}>"
        for route, parameters in routes()
        for name, converter in parameters.items()
        if not isinstance(converter, UUIDConverter | IntConverter) and name not in WORDS
    }
    assert sorted(strange) == []


@pytest.fixture
def planted(community: Community) -> Enrollment:
    """A client with a marked name, number and birth date, enrolled, with a namesake to be found beside them."""
    columns: dict[str, Any] = {"ssn": SSN, "dob": BORN, "organization": community.own_agency}
    add_client(community, NAME, f"{NAME}son", **columns)
    planted = add_client(community, NAME, NAME, **columns)
    return add_enrollment(community, planted, community.shelter, date(2026, 1, 5))


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What the application logs meanwhile, as its formatter writes it, informative lines included."""
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(PlainFormatter())
    root, django = logging.getLogger(), logging.getLogger("django")
    levels = root.level, django.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    django.setLevel(logging.INFO)
    yield kept
    root.removeHandler(handler)
    root.setLevel(levels[0])
    django.setLevel(levels[1])


def addresses_about(planted: Enrollment) -> list[str]:
    """Give every address of a page about the planted client or their enrollment."""
    things = {
        "client_id": planted.client_id,
        "enrollment_id": planted.pk,
        "record_id": planted.client_id,
        "record_kind": "client",
    }
    found = []
    for route, parameters in routes():
        if parameters and set(parameters) <= set(things):
            try:
                found.append(reverse(route, kwargs={name: things[name] for name in parameters}))
            except NoReverseMatch:  # a pattern of a package that is reached otherwise
                continue
    return found


def test_no_address_that_a_page_leads_to_tells_who_somebody_is(
    community: Community, planted: Enrollment, browser_of: Callable[[Account], Browser]
) -> None:
    lead = browser_of(community.personas["hmis_lead"])
    pages = [lead.get(address) for address in addresses_about(planted)]
    pages += [lead.post(reverse("find_client:find"), {"q": words}) for words in (NAME, SSN, "06/05/1987")]
    shown = [page for page in pages if page.status_code == 200 and not page.streaming]
    assert len(shown) > 5
    assert any(NAME in page.content.decode() for page in shown)
    led_to = {address for page in shown for address in _ADDRESS.findall(page.content.decode())}
    led_to |= {page["Location"] for page in pages if page.has_header("Location")}
    assert len(led_to) > 20
    assert sorted(address for address in led_to if any(mark in address for mark in MARKS)) == []
    asked = {
        part.partition("=")[0]
        for address in led_to
        if "?" in address and not address.startswith("mailto:")
        for part in address.partition("?")[2].replace("&amp;", "&").split("&")
    }
    assert sorted(asked - ASKED) == []


def test_no_line_of_the_log_tells_who_somebody_is(
    community: Community,
    planted: Enrollment,
    browser_of: Callable[[Account], Browser],
    said: io.StringIO,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lead = browser_of(community.personas["hmis_lead"])
    lead.raise_request_exception = False
    for address in addresses_about(planted):
        lead.get(address)
        lead.post(address, {"q": NAME, "first_name": NAME, "ssn": SSN})
    for words in (NAME, SSN, "06/05/1987"):
        lead.post(reverse("find_client:find"), {"q": words})
    Browser().post(reverse("account_login"), {"login": NAME, "password": SSN})
    browser_of(community.stranger).get(reverse("client:client", args=[planted.client_id]))

    def broken(*_args: Any, **_more: Any) -> None:
        raise ValueError(f"Key (last_name, ssn)=({NAME}, {SSN}) already exists.")

    monkeypatch.setattr("hearth.screens.find_client.screen.find", broken)
    assert lead.post(reverse("find_client:find"), {"q": NAME}).status_code == 500

    lines = said.getvalue()
    assert "ValueError" in lines and "Not Found" in lines
    assert [mark for mark in MARKS if mark in lines] == []


def test_what_a_record_says_of_itself_is_no_name(community: Community, planted: Enrollment) -> None:
    """Errors and logs write records by their text."""
    told = f"{planted!r} {planted.client!r} {planted} {Client(first_name=NAME, last_name=NAME)!r}"
    assert NAME not in told


def test_every_page_about_a_client_logs_that_it_was_opened(
    community: Community, planted: Enrollment, browser_of: Callable[[Account], Browser]
) -> None:
    lead = browser_of(community.personas["hmis_lead"])
    opened, unlogged = 0, []
    for address in addresses_about(planted):
        before = Reading.objects.filter(client_id=planted.client_id).count()
        if lead.get(address).status_code == 200:
            opened += 1
            if Reading.objects.filter(client_id=planted.client_id).count() == before:
                unlogged.append(address)
    assert opened > 8
    assert unlogged == []
