"""What agencies keep beside HUD's records, on paper: chosen where it could harm, private ones to the client alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.test import Client as Browser

from hearth.access.roles import roles
from hearth.actions.keep_contact import add_contact
from hearth.records.models import (
    ClientAlert,
    ClientLocation,
    Contact,
    Enrollment,
    Goal,
    LocalService,
    Note,
    ServiceOffered,
)
from hearth.records.write import change
from hearth.ui.messages import PACKAGE, messages
from tests.community import (
    Community,
    add_client,
    add_enrollment,
    add_household,
    add_services,
    viewer_for,
)
from tests.pdf_text import text_of_pdf
from tests.pieces import piece_of

START = date(2026, 1, 5)


@pytest.fixture
def family(community: Community) -> list[Any]:
    rosa = add_client(community, "Rosa", "Example", dob=date(1990, 3, 12))
    luz = add_client(community, "Luz", "Example", dob=date(2015, 6, 1))
    rows = add_household(community, [rosa, luz], community.shelter, START)
    worker = community.personas["intake_worker"]
    for client, stay in zip((rosa, luz), rows, strict=True):
        own = (client, community.own_agency, worker)
        piece_of(Note, *own, title="Plan", text="First line.\n\nSecond part.", category="Housing")
        piece_of(Note, *own, title="Kept close", text="Afraid of Max.", is_private=True)
        piece_of(Goal, *own, enrollment=stay, description="Find work", progress="Wrote a letter.")
        piece_of(Goal, *own, enrollment=stay, description="Leave him", is_private=True)
        piece_of(ClientAlert, *own, text="Max must not know", is_private=True)
    other = (rosa, community.other_agency, community.stranger)
    piece_of(Note, *other, title="Of another agency", text="Not shared.")
    return [rosa, luz]


@pytest.fixture
def worker(community: Community, browser_of: Callable[..., Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


def copy_of(worker: Browser, client: Any, *sections: str, **given: str) -> str:
    usual = {"asked_by": "client", "identity": "Photo ID", "language": "en", "sections": list(sections)}
    answered = worker.post(f"/clients/{client.pk}/copy/", usual | given)
    assert answered["Content-Type"] == "application/pdf", answered.context["form"].errors
    return text_of_pdf(answered.content)


def packet_of(worker: Browser, client: Any, *sections: str) -> str:
    given = {
        "recipient": "Example Homes",
        "use": "services",
        "purpose": "An apartment",
        "language": "en",
        "sections": list(sections),
    }
    return text_of_pdf(worker.post(f"/clients/{client.pk}/packet/", given).content)


def test_what_staff_warn_of_is_not_chosen_beforehand_and_is_called_what_it_is(
    worker: Browser, family: list[Any]
) -> None:
    form = worker.get(f"/clients/{family[0].pk}/copy/").context["form"]
    assert "alerts" not in form["sections"].value()
    said = "Alerts: what staff warn each other of"
    assert ("alerts", said) in form.fields["sections"].choices
    assert said in copy_of(worker, family[0], "alerts")


@pytest.mark.parametrize("kind", ["copy", "packet"])
def test_notes_and_goals_are_offered_and_not_chosen_beforehand(
    worker: Browser, family: list[Any], kind: str
) -> None:
    form = worker.get(f"/clients/{family[0].pk}/{kind}/").context["form"]
    offered = {key for key, _label in form.fields["sections"].choices}
    assert {"notes", "goals", "profile"} <= offered
    assert {"notes", "goals"}.isdisjoint(form["sections"].value())
    assert "profile" in form["sections"].value()


def test_the_clients_own_copy_has_the_notes_and_goals_that_the_screen_shows_private_ones_marked(
    worker: Browser, family: list[Any]
) -> None:
    text = copy_of(worker, family[0], "notes", "goals")
    for words in (
        "Plan, 5 Jan 2026",
        "First line.",
        "Second part.",
        "Intake Worker Persona",
        "Find work",
        "Wrote a letter.",
        "Harbor Night Shelter",
        "Afraid of Max.",
        "Leave him",
    ):
        assert words in text, text
    assert text.count("Private") == 2, "one note and one goal"
    assert "Not shared." not in text


def test_without_the_choice_the_copy_has_neither(worker: Browser, family: list[Any]) -> None:
    text = copy_of(worker, family[0], "profile", "enrollments")
    assert "First line." not in text
    assert "Find work" not in text


def test_nothing_private_goes_to_a_receiver_or_to_who_cares_for_a_minor(
    worker: Browser, family: list[Any]
) -> None:
    rosa, luz = family
    parts = ("notes", "goals", "alerts")
    to_guardian = copy_of(worker, luz, *parts, asked_by=str(rosa.pk), why="School enrollment")
    to_others = packet_of(worker, rosa, "notes", "goals")
    for text in (to_guardian, to_others):
        assert "Second part." in text
        assert "Find work" in text
        assert "Without what is private" in text
        for words in ("Afraid of Max.", "Leave him", "Max must not know"):
            assert words not in text, text


def test_a_private_stay_and_what_belongs_to_it_is_on_the_clients_own_paper_alone(
    community: Community, worker: Browser, family: list[Any]
) -> None:
    rosa, luz = family
    secret = add_enrollment(community, luz, community.rapid, date(2026, 2, 1))
    with change(by=None, action="make_private"):
        Enrollment.objects.filter(pk=secret.pk).update(is_private=True)
    add_services(community, secret, [date(2026, 2, 3)])
    own = (luz, community.own_agency, community.personas["intake_worker"])
    piece_of(Goal, *own, enrollment=secret, description="Find a school")
    parts = ("household", "homelessness", "enrollments", "services", "answers", "goals")
    program = str(community.rapid.project_name)
    to_herself = copy_of(worker, luz, *parts)
    assert program in to_herself
    assert "Find a school" in to_herself
    to_guardian = copy_of(worker, luz, *parts, asked_by=str(rosa.pk), why="School enrollment")
    for words in (program, "Find a school", "3 Feb 2026", "Feb 2026"):
        assert words not in to_guardian, to_guardian
    assert "Harbor Night Shelter" in to_guardian
    assert "the months would tell of a stay that is private" in to_guardian


def test_what_the_agency_gave_beyond_huds_lists_stands_among_the_services(
    community: Community, worker: Browser, family: list[Any]
) -> None:
    agency, intake = community.own_agency, community.personas["intake_worker"]
    with change(by=None, action="offer_service") as signed:
        known = {"organization": agency, "change": signed, "category": "Pantry", "to_anybody": True}
        meal = ServiceOffered.objects.create(name="Hot meal", **known)
    given = {"offered": meal, "starts_on": START}
    piece_of(LocalService, family[0], agency, intake, **given)
    piece_of(LocalService, family[1], agency, intake, is_private=True, **given)
    assert "Pantry: Hot meal" in copy_of(worker, family[0], "services")
    assert "Pantry: Hot meal" in copy_of(worker, family[1], "services")
    to_guardian = copy_of(worker, family[1], "services", asked_by=str(family[0].pk), why="School")
    assert "Hot meal" not in to_guardian


def test_how_the_client_is_reached_goes_along_only_when_it_is_chosen(
    community: Community, worker: Browser, family: list[Any]
) -> None:
    rosa, luz = family
    intake = community.personas["intake_worker"]
    for client, private in ((rosa, True), (luz, True), (luz, None)):
        blank = dict.fromkeys(("name", "relation", "email", "address", "note"), "")
        said = blank | {"kind": "own", "phone": f"555-01{private}", "is_active": True, "is_private": private}
        said |= {"is_safe_to_call": False, "may_leave_message": None}
        add_contact(viewer=viewer_for(intake), client_id=client.pk, said=said)
    piece_of(ClientLocation, rosa, community.own_agency, intake, place="Pier 4")
    chosen = worker.get(f"/clients/{rosa.pk}/copy/").context["form"]["sections"].value()
    assert "contacts" not in chosen
    text = copy_of(worker, rosa, "contacts")
    for words in ("555-01True", "Do not call: not safe", "Pier 4"):
        assert words in text, text
    to_guardian = copy_of(worker, luz, "contacts", asked_by=str(rosa.pk), why="School")
    assert "555-01None" in to_guardian
    assert "555-01True" not in to_guardian


def test_who_may_not_read_notes_prints_none(
    worker: Browser, family: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    role = roles()["intake_worker"]
    monkeypatch.setitem(roles(), "intake_worker", replace(role, rights=role.rights - {"see_notes"}))
    given = {"asked_by": "client", "identity": "Photo ID", "language": "en", "sections": ["notes"]}
    answered = worker.post(f"/clients/{family[0].pk}/copy/", given)
    assert list(answered.context["form"].errors) == ["sections"]


def test_every_word_of_the_paper_is_there_in_spanish() -> None:
    with (PACKAGE / "locale/es/LC_MESSAGES/django.po").open("rb") as file:
        spanish = {message.id for message in read_po(file) if message.string}
    paper = {"screen.py", "sections.py", "private.py", "written.py"}
    asked = {said for path, said in messages(PACKAGE / "screens/printed_record") if path.name in paper}
    asked |= {str(one.label) for kind in (Goal.Status, Contact.Kind, ClientLocation.Kind) for one in kind}
    assert asked - spanish == set()
