"""Case notes: plain text, private from the start, edited with what stood there before, and @ tells a colleague."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from hearth.access.viewer import Viewer
from hearth.records.models import Account, Client, Note, Notice
from tests.community import Community, add_client, add_enrollment, viewer_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(community: Community) -> Client:
    return add_client(community, "Rosa", "Example", organization=community.own_agency)


@pytest.fixture
def worker(anna: Account) -> Viewer:
    return viewer_for(anna)


@pytest.fixture
def browser(anna: Account, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(anna)


def write(browser: Browser, client: Client, text: str, **more: Any) -> Any:
    sent = {"title": "Call", "text": text, "on": "2026-03-12", **more}
    return browser.post(reverse("notes:client", args=[client.pk]), sent)


def test_a_note_is_shown_as_text_and_is_private_when_it_was_said_so(
    browser: Browser, rosa: Client, worker: Viewer
) -> None:
    assert write(browser, rosa, "<b>First</b>\n\nSecond", is_private="on", minutes="15").status_code == 302
    note: Any = worker.rows(Note).get()
    assert (note.is_private, note.minutes, note.organization) == (True, 15, worker.organization)
    page = browser.get(reverse("notes:client", args=[rosa.pk])).content.decode()
    assert "<p>&lt;b&gt;First&lt;/b&gt;</p>" in page
    assert "<p>Second</p>" in page


def test_a_colleague_who_is_mentioned_is_told_without_the_clients_name(
    community: Community, browser: Browser, rosa: Client, worker: Viewer
) -> None:
    manager = community.personas["agency_manager"]
    write(browser, rosa, f"@{manager.username} please call the landlord")
    note: Any = worker.rows(Note).get()
    told = Notice.objects.get(event="note_mention")
    assert told.account == manager
    assert (told.about, told.facts) == (rosa.unique_identifier, {})
    assert told.address == f"/clients/{rosa.pk}/notes/#note-{note.pk}"
    browser.post(
        reverse("notes:edit", args=[note.pk]),
        {"title": "Call", "text": f"@{manager.username} thank you", "on": "2026-03-12"},
    )
    assert Notice.objects.filter(event="note_mention").count() == 1, "once for a note"


@pytest.mark.parametrize("name", ["stranger", "nobody_here", "reporting_only"])
def test_who_could_not_read_the_note_is_not_mentioned_and_the_note_is_not_lost(
    browser: Browser, rosa: Client, worker: Viewer, name: str
) -> None:
    answer = write(browser, rosa, f"Ask @{name} about it")
    assert answer.status_code == 200
    [line] = answer.context["form"].errors["text"]
    assert f"@{name} may not read this note" in line
    assert f"Ask @{name} about it" in answer.content.decode()
    assert not worker.rows(Note).exists()
    assert not Notice.objects.filter(event="note_mention").exists()


def test_an_edited_note_shows_what_stood_there_before(browser: Browser, rosa: Client, worker: Viewer) -> None:
    write(browser, rosa, "He moved on Monday.")
    note: Any = worker.rows(Note).get()
    changed = {"title": "Call", "text": "He moved on Tuesday.", "on": "2026-03-12"}
    browser.post(reverse("notes:edit", args=[note.pk]), changed)
    page = browser.get(reverse("notes:client", args=[rosa.pk])).content.decode()
    assert "moved on Tuesday" in page
    assert page.index("What stood here before") < page.index("moved on Monday")


def test_a_note_of_somebody_else_is_not_edited(
    community: Community, browser: Browser, rosa: Client, worker: Viewer, browser_of: Any
) -> None:
    write(browser, rosa, "Mine.")
    note: Any = worker.rows(Note).get()
    other = browser_of(community.personas["agency_manager"])
    assert other.get(reverse("notes:edit", args=[note.pk])).status_code == 404
    other.post(reverse("deleted:delete", args=["note", note.pk]))
    assert not worker.rows(Note).exists(), "who may delete records of the agency takes it away"
    assert b"Call" in other.get(reverse("deleted:client", args=[rosa.pk])).content


def test_an_enrollment_shows_its_own_notes_and_a_new_one_belongs_to_it(
    community: Community, browser: Browser, rosa: Client, worker: Viewer
) -> None:
    stay = add_enrollment(community, rosa, community.shelter, date(2026, 1, 5))
    write(browser, rosa, "About the client as a whole.")
    address = reverse("notes:stay", args=[stay.pk])
    assert browser.get(address).context["form"]["stay"].value() == str(stay.pk)
    sent = {"title": "Goal", "text": "Talked about the plan.", "on": "2026-03-12", "stay": str(stay.pk)}
    assert browser.post(address, sent)["Location"] == address
    page = browser.get(address).content.decode()
    assert "Talked about the plan." in page
    assert "About the client as a whole." not in page
    assert worker.rows(Note).get(title="Goal").enrollment_id == stay.pk
