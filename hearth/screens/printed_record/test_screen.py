"""The record on paper: the client's copy in their language, a minor's for the guardian, a packet for housing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser

from hearth.access.roles import roles
from hearth.actions.assign_bed import assign_bed
from hearth.records.models import DisclosedClient, Disclosure, IncomeBenefits, Reading
from tests.beds import add_beds
from tests.community import (
    Community,
    add_client,
    add_enrollment,
    add_household,
    add_services,
    viewer_for,
)
from tests.consent import born_of
from tests.pdf_text import text_of_pdf

START = date(2026, 1, 5)


@pytest.fixture
def family(community: Community) -> list[Any]:
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12), ssn="123-45-6789")
    luz = add_client(community, "Luz", "Example", dob=date(2015, 6, 1))
    rows = add_household(community, [rosa, luz], community.shelter, START)
    add_services(community, rows[0], [date(2026, 1, 6)])
    born_of(IncomeBenefits, rows[0], income_from_any_source=1, total_monthly_income=840)
    return [rosa, luz]


@pytest.fixture
def worker(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def copy_of(worker: Browser, client: Any, **given: Any) -> Any:
    usual = {
        "asked_by": "client",
        "identity": "Photo ID",
        "sections": ["profile", "sharing", "household", "homelessness", "enrollments", "services", "answers"],
        "language": "en",
    }
    return worker.post(f"/clients/{client.pk}/copy/", usual | given)


def test_the_clients_own_copy_says_everything_in_plain_words_and_is_logged(
    worker: Browser, family: list[Any]
) -> None:
    answered = copy_of(worker, family[0])
    assert answered["Content-Type"] == "application/pdf"
    text = text_of_pdf(answered.content)
    for words in (
        "What is on record about you",
        "Rosa Example",
        "12 Mar 1990",
        "Enrollment in Harbor Night Shelter from 5 Jan 2026",
        "Bed night",
        "840",
        "Luz Example",
        "Photo ID",
        "Intake Worker Persona",
    ):
        assert words in text, text
    assert "123-45" not in text
    made = Disclosure.objects.get()
    assert (made.kind, made.recipient) == ("copy", "The client")
    assert DisclosedClient.objects.filter(client=family[0], disclosure=made).exists()
    assert Reading.objects.filter(client=family[0], what="client_report", about=made.pk).exists()


def test_the_copy_tells_the_beds_that_the_client_had_and_nobody_elses(
    community: Community, worker: Browser, family: list[Any]
) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    beds = add_beds(community, community.shelter, 3)
    stays = {client.pk: viewer.enrollments.get(client=client) for client in family}
    slept = ((0, beds[0], date(2026, 1, 6)), (0, beds[1], date(2026, 1, 9)), (1, beds[2], date(2026, 1, 7)))
    for position, bed, on in slept:
        assign_bed(
            viewer=viewer,
            project=community.shelter,
            bed_id=bed.pk,
            enrollment_id=stays[family[position].pk].pk,
            on=on,
        )
    text = " ".join(text_of_pdf(copy_of(worker, family[0], sections=["services"]).content).split())
    for words in ("Dormitory, 1", "Dormitory, 2", "6 Jan 2026 9 Jan 2026"):
        assert words in text, text
    assert "Dormitory, 3" not in text


def test_the_copy_speaks_spanish(worker: Browser, family: list[Any]) -> None:
    text = text_of_pdf(copy_of(worker, family[0], language="es").content)
    assert "Lo que está registrado sobre usted" in text
    assert "Perfil" in text
    assert "Hogar y familia" in text


def test_a_guardian_gets_the_record_of_the_minor_in_their_care_with_a_reason(
    worker: Browser, family: list[Any]
) -> None:
    rosa, luz = family
    refused = copy_of(worker, luz, asked_by=str(rosa.pk))
    assert refused.context["form"].errors["why"] == ["Write down why the guardian asks."]
    answered = copy_of(worker, luz, asked_by=str(rosa.pk), why="School enrollment")
    assert "Luz Example" in text_of_pdf(answered.content)
    made = Disclosure.objects.get()
    assert made.recipient == "Rosa Example, who cares for the minor"
    assert "School enrollment" in made.purpose


def test_nobody_gets_the_record_of_somebody_who_is_not_a_minor_in_their_care(
    community: Community, worker: Browser, family: list[Any]
) -> None:
    rosa, luz = family
    noor = add_client(community, "Noor", "Example", dob=date(1985, 1, 1))
    add_enrollment(community, noor, community.shelter, START)
    for client, asking in ((luz, noor), (rosa, noor), (rosa, luz), (noor, rosa)):
        answered = copy_of(worker, client, asked_by=str(asking.pk), why="Please")
        assert answered.status_code == 200
        assert answered["Content-Type"].startswith("text/html")
    assert not Disclosure.objects.exists()


def test_a_packet_for_housing_names_its_receiver_and_purpose_and_is_listed_as_sent_out(
    worker: Browser, family: list[Any]
) -> None:
    given = {
        "recipient": "Example Homes",
        "use": "services",
        "purpose": "Application for an apartment",
        "sections": ["profile", "homelessness", "income"],
        "language": "en",
    }
    answered = worker.post(f"/clients/{family[0].pk}/packet/", given)
    text = text_of_pdf(answered.content)
    for words in ("Example Homes", "Application for an apartment", "Chronically homeless", "Month by month"):
        assert words in text, text
    assert text.count("Intake Worker Persona → Example Homes: Application for an apartment") >= 1
    assert "Bed night: " not in text
    page = worker.get(f"/clients/{family[0].pk}/disclosures/").content.decode()
    assert "Example Homes" in page
    assert "Packet about one client" in page


@pytest.mark.parametrize("missing", ["recipient", "purpose", "sections"])
def test_without_receiver_purpose_or_parts_there_is_no_packet(
    worker: Browser, family: list[Any], missing: str
) -> None:
    given = {
        "recipient": "Example Homes",
        "use": "services",
        "purpose": "An apartment",
        "sections": ["profile"],
        "language": "en",
    }
    del given[missing]
    answered = worker.post(f"/clients/{family[0].pk}/packet/", given)
    assert missing in answered.context["form"].errors
    assert not Disclosure.objects.exists()


def test_who_may_not_print_makes_neither(
    worker: Browser, family: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    role = roles()["intake_worker"]
    monkeypatch.setitem(roles(), "intake_worker", replace(role, rights=role.rights - {"print_records"}))
    for kind in ("copy", "packet"):
        assert worker.get(f"/clients/{family[0].pk}/{kind}/").status_code == 403


def test_who_may_not_read_answers_prints_none(
    worker: Browser, family: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    role = roles()["intake_worker"]
    monkeypatch.setitem(roles(), "intake_worker", replace(role, rights=role.rights - {"see_answers"}))
    assert copy_of(worker, family[0], sections=["answers"]).context["form"].errors["sections"]
    assert worker.get(f"/clients/{family[0].pk}/homelessness/").status_code == 403
    text = text_of_pdf(copy_of(worker, family[0], sections=["profile", "enrollments"]).content)
    assert "Harbor Night Shelter" in text
    assert "Relationship to the head of household" not in text
