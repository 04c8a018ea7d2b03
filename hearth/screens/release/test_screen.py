"""The pages of releases: asking, signing, papers, taking back, the list, the texts."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from hearth.records import clock, guard
from hearth.records.models import Account, Client, ConsentText, LoginSession, ReleaseOfInformation, Setting
from hearth.screens.release import screen
from hearth.screens.release.asked import Asked, remember
from tests.community import (
    PASSWORD,
    Community,
    add_client,
    add_enrollment,
    add_household,
    add_release,
)

START = date(2026, 1, 5)
BrowserOf = Callable[[Account], Browser]
LINE = {"points": [{"x": 10, "y": 50}, {"x": 200, "y": 20}, {"x": 380, "y": 80}]}
SIGNED = {
    "network_hmis": "yes",
    "network_cie": "no",
    "sensitive": "no",
    "part_2": "no",
    "signed_name": "Rosa Example",
    "strokes": json.dumps([LINE]),
    "width": "400",
    "height": "120",
}


@pytest.fixture
def worker(community: Community, browser_of: BrowserOf) -> Browser:
    return browser_of(community.personas["intake_worker"])


@pytest.fixture
def stranger(community: Community, browser_of: BrowserOf) -> Browser:
    return browser_of(community.stranger)


@pytest.fixture
def rosa(community: Community) -> Client:
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12))
    add_enrollment(community, rosa, community.shelter, START)
    return rosa


def terms(**more: Any) -> dict[str, Any]:
    usual = {"language": "en", "starts_on": clock.today("XX-501").isoformat(), "scope": "community"}
    return usual | more


def page_of(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def asked(browser: Browser, client: Client, **more: Any) -> str:
    answer = browser.post(f"/clients/{client.pk}/release/ask/", terms(**more))
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def holding(client: Client) -> list[ReleaseOfInformation]:
    rows = guard.everything(ReleaseOfInformation, "test").filter(client=client, withdrawn_at=None)
    return list(rows.order_by("networks"))


def test_what_the_client_signs_on_the_screen_shows_the_record_to_others_until_it_is_taken_back(
    worker: Browser, stranger: Browser, rosa: Client
) -> None:
    address = f"/clients/{rosa.pk}/release/"
    assert "Nobody asked yet" in page_of(worker, address)
    assert stranger.get(f"/clients/{rosa.pk}/").status_code == 404
    sign = asked(worker, rosa)
    reading = page_of(worker, sign)
    assert "May we share your information?" in reading
    assert "Find a client" not in reading
    assert worker.post(sign, SIGNED)["Location"] == address
    assert stranger.get(f"/clients/{rosa.pk}/").status_code == 200
    page = page_of(worker, address)
    assert "In force" in page
    paper = re.search(r'href="(/clients/[^"]+/paper/[^"]+/)"', page)
    assert paper
    assert "This is the very document" in page_of(worker, paper[1])
    assert worker.get(f"{paper[1]}file/").content.startswith(b"%PDF")
    assert stranger.get(paper[1]).status_code == 404
    hmis = next(one for one in holding(rosa) if one.permission)
    withdraw = f"{address}withdraw/{hmis.pk}/"
    assert "stop seeing the record at once" in page_of(worker, withdraw)
    worker.post(withdraw)
    assert stranger.get(f"/clients/{rosa.pk}/").status_code == 404
    assert "Taken back" in page_of(worker, address)


def test_the_page_is_used_once_and_by_the_login_that_asked_only(
    community: Community, worker: Browser, browser_of: BrowserOf, rosa: Client
) -> None:
    sign = asked(worker, rosa)
    other = browser_of(community.personas["agency_manager"])
    assert other.get(sign).status_code == 404
    worker.post(sign, SIGNED)
    assert worker.get(sign).status_code == 404


def test_two_clients_asked_at_once_in_two_tabs_both_find_their_page(
    worker: Browser, community: Community, rosa: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both requests read the session before either wrote it."""
    mateo = add_client(community, "Mateo", "Example", organization=community.own_agency)
    pages: list[str] = []

    def asked_meanwhile(request: Any, terms: Asked) -> Any:
        monkeypatch.setattr(screen, "remember", remember)
        pages.append(asked(worker, mateo))
        return remember(request, terms)

    monkeypatch.setattr(screen, "remember", asked_meanwhile)
    pages.append(asked(worker, rosa))
    for page, name in zip(pages, ("Mateo Example", "Rosa Example"), strict=True):
        assert name in page_of(worker, page)


def test_a_page_that_was_used_is_not_back_because_another_client_was_asked_meanwhile(
    worker: Browser, community: Community, rosa: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    mateo = add_client(community, "Mateo", "Example", organization=community.own_agency)
    used = asked(worker, rosa)

    def signed_meanwhile(request: Any, terms: Asked) -> Any:
        worker.post(used, SIGNED)
        return remember(request, terms)

    monkeypatch.setattr(screen, "remember", signed_meanwhile)
    asked(worker, mateo)
    assert worker.get(used).status_code == 404


def test_a_device_that_was_handed_over_shows_this_page_and_nothing_else(
    worker: Browser, rosa: Client
) -> None:
    sign = asked(worker, rosa, hand_over="yes")
    assert LoginSession.objects.get(ended_at=None).locked_at is not None
    assert "May we share" in page_of(worker, sign)
    assert worker.get(f"/clients/{rosa.pk}/").status_code == 302
    page = worker.post(sign, SIGNED).content.decode()
    assert "give the device back" in page
    assert str(holding(rosa)[1].permission) == "True"
    assert "/account/locked/" in worker.get(f"/clients/{rosa.pk}/release/")["Location"]
    assert worker.post("/account/locked/", {"password": PASSWORD}).status_code == 302
    assert worker.get(f"/clients/{rosa.pk}/release/").status_code == 200


def test_leaving_the_page_stores_nothing_and_locks_the_screen(worker: Browser, rosa: Client) -> None:
    sign = asked(worker, rosa)
    assert "/account/locked/" in worker.post(f"{sign}leave/")["Location"]
    assert holding(rosa) == []
    assert worker.get(f"/clients/{rosa.pk}/").status_code == 302


def test_the_client_reads_and_signs_in_spanish_and_what_is_wrong_is_said_in_spanish(
    worker: Browser, rosa: Client
) -> None:
    sign = asked(worker, rosa, language="es")
    page = page_of(worker, sign)
    for words in ('lang="es"', "¿Podemos compartir su información?", "Sus respuestas", "Firmar", "Su nombre"):
        assert words in page
    for words in ("Your", "Sign ", "Yes, you", "records", "Leave this"):
        assert words not in page
    answer = worker.post(f"{sign}?language=es", SIGNED | {"strokes": "[]"}).content.decode()
    assert "Firme en el cuadro" in answer
    assert "May we share" in page_of(worker, f"{sign}?language=en")


def test_a_typed_name_signs_for_who_cannot_draw(worker: Browser, rosa: Client) -> None:
    sign = asked(worker, rosa)
    worker.post(sign, SIGNED | {"strokes": "", "by_name": "on"})
    assert len(holding(rosa)) == 2


def test_a_spoken_yes_holds_and_waits_for_a_signature_and_a_paper_is_kept(
    worker: Browser, rosa: Client
) -> None:
    address = f"/clients/{rosa.pk}/release/"
    told = terms(how="spoken", network_hmis="yes", signed_name="Rosa Example")
    worker.post(address, told)
    assert [one.kind for one in holding(rosa)] == ["verbal"]
    assert "Rosa" in page_of(worker, "/releases/?due=spoken")
    page = worker.post(address, told | {"how": "paper"}).content.decode()
    assert "Attach the signed paper" in page
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.7 a scan", "application/pdf")
    worker.post(address, told | {"how": "paper", "paper": scan})
    assert "Rosa" not in page_of(worker, "/releases/?due=spoken")
    bad = SimpleUploadedFile("scan.pdf", b"MZ not a pdf", "application/pdf")
    refused = worker.post(address, told | {"how": "paper", "paper": bad}).content.decode()
    assert "cannot be kept" in refused


def test_a_parents_signing_covers_the_chosen_children_with_one_more_click(
    community: Community, worker: Browser, stranger: Browser
) -> None:
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12))
    leo = add_client(community, "Leo", "Example", dob=date(2018, 1, 1))
    ana = add_client(community, "Ana", "Example", dob=date(2019, 1, 1))
    add_household(community, [rosa, leo, ana], community.shelter, START)
    sign = asked(worker, rosa, children=[str(leo.pk)], children_by="parent", children_agreed="on")
    reading = page_of(worker, sign)
    assert "Leo Example" in reading
    assert "Ana Example" not in reading
    worker.post(sign, SIGNED)
    assert stranger.get(f"/clients/{leo.pk}/").status_code == 200
    assert stranger.get(f"/clients/{ana.pk}/").status_code == 404
    assert all(one.minor_agreed for one in holding(leo))
    own = next(one for one in holding(rosa) if one.permission)
    page = page_of(worker, f"/clients/{rosa.pk}/release/withdraw/{own.pk}/")
    assert "Leo Example" in page


def test_an_answer_that_cannot_hold_is_refused_in_words(worker: Browser, rosa: Client) -> None:
    address = f"/clients/{rosa.pk}/release/"
    page = worker.post(f"{address}ask/", terms(ends_on="2026-01-01")).content.decode()
    assert "A release ends on or after the day it starts." in page
    assert holding(rosa) == []


def test_who_may_only_read_is_offered_nothing_to_record(
    community: Community, browser_of: BrowserOf, rosa: Client
) -> None:
    reader = browser_of(community.personas["reporting_only"])
    page = page_of(reader, f"/clients/{rosa.pk}/release/")
    assert "Sign on this screen" not in page
    assert reader.post(f"/clients/{rosa.pk}/release/", terms()).status_code == 403


def test_the_withdrawal_says_what_stays_readable_where_the_coc_lets_it(
    community: Community, worker: Browser, rosa: Client
) -> None:
    Setting.objects.create(key="withdrawal_of_shared", value="keep", coc=community.coc)
    release = add_release(community, rosa, community.own_agency)
    assert "stays readable" in page_of(worker, f"/clients/{rosa.pk}/release/withdraw/{release.pk}/")


def test_the_list_tells_endings_gaps_refusals_and_new_adults_of_the_own_agency(
    community: Community, worker: Browser, stranger: Browser, rosa: Client
) -> None:
    assert "Rosa" in page_of(worker, "/releases/?due=missing")
    assert "Rosa" not in page_of(stranger, "/releases/?due=missing")
    add_release(community, rosa, community.own_agency, ends_on=clock.today("XX-501") + timedelta(days=20))
    assert "Rosa" in page_of(worker, "/releases/?days=30")
    assert "Rosa" not in page_of(worker, "/releases/?days=7")
    leo = add_client(community, "Leo", "Grown", dob=date(2000, 1, 1))
    add_enrollment(community, leo, community.shelter, START)
    add_release(community, leo, community.own_agency, kind="household")
    assert "Grown" in page_of(worker, "/releases/?due=adult")
    noor = add_client(community, "Noor", "Refuses", dob=date(1990, 1, 1))
    add_enrollment(community, noor, community.shelter, START)
    add_release(community, noor, community.own_agency, permission=False)
    assert "Refuses" in page_of(worker, "/releases/?due=refused")


def test_several_are_renewed_at_once_and_wait_for_their_signatures(
    community: Community, worker: Browser, rosa: Client
) -> None:
    add_release(community, rosa, community.own_agency, ends_on=clock.today("XX-501") + timedelta(days=5))
    chosen = {"client": [str(rosa.pk)]}
    assert "Only for clients whom you asked" in worker.get("/releases/renew/", chosen).content.decode()
    worker.post("/releases/renew/", chosen)
    assert "Rosa" not in page_of(worker, "/releases/")
    assert "Rosa" in page_of(worker, "/releases/?due=spoken")


def test_the_lead_writes_a_new_version_sees_it_first_and_the_old_one_stays(
    community: Community, browser_of: BrowserOf, worker: Browser, rosa: Client
) -> None:
    lead = browser_of(community.personas["coc_lead"])
    address = f"/releases/texts/new/?place={community.coc.code}&kind=release"
    form = {
        "effective_on": clock.today("XX-501").isoformat(),
        "title_en": "Our own text",
        "text_en": "We ask you.\n\nYou may say no.",
        "overlap": "system",
        "network_0_en": "Our HMIS",
        "network_1_en": "Clinics nearby",
    }
    shown = lead.post(address, form | {"preview": "yes"}).content.decode()
    assert "As clients will read it" in shown
    assert not ConsentText.objects.exists()
    assert lead.post(address, form)["Location"] == "/releases/texts/"
    page = page_of(lead, "/releases/texts/")
    assert "Version 1" in page
    assert "The text that Hearth brings" in page
    reading = page_of(worker, asked(worker, rosa))
    assert "Our own text" in reading
    assert "Clinics nearby" in reading
    past = lead.post(address, form | {"effective_on": "2020-01-01"}).content.decode()
    assert "from today or later" in past
    assert worker.get("/releases/texts/").status_code == 403


def test_the_privacy_notice_is_public_dated_and_older_versions_stay_readable(
    community: Community, browser_of: BrowserOf
) -> None:
    anybody = Browser()
    page = page_of(anybody, "/notice/")
    assert "How we use and protect your information" in page
    assert "hearth-1" in page
    assert "Cómo usamos" in page_of(anybody, "/notice/?language=es")
    lead = browser_of(community.personas["hmis_lead"])
    form = {
        "effective_on": clock.today("XX-501").isoformat(),
        "title_en": "New notice",
        "text_en": "What we keep.",
    }
    lead.post("/releases/texts/new/?place=all&kind=notice", form)
    page = page_of(anybody, "/notice/")
    assert "New notice" in page
    assert "/notice/hearth-1/" in page
    assert "How we use" in page_of(anybody, "/notice/hearth-1/")
    assert anybody.get("/notice/all-9/").status_code == 404
