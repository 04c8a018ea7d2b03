"""A profile is edited with the form that adds clients; a number on file is never put on the page."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from PIL import Image

from hearth.access.viewer import Viewer
from hearth.actions.create_client import create_unnamed_client
from hearth.actions.refuse_consent import refuse_consent
from hearth.records.models import Account, Client, LocalAnswer, Setting
from tests.community import Community, add_client, viewer_for
from tests.identifiers import without_identifiers

QUERIES_AT_MOST = 12


@pytest.fixture
def worker(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def sandra(community: Community) -> Client:
    return add_client(
        community,
        "Sandra",
        "Clarke",
        ssn="219-09-9999",
        dob=date(1990, 3, 12),
        sex=0,
        organization=community.own_agency,
    )


def test_the_form_shows_what_is_on_file_but_not_the_number(worker: Browser, sandra: Client) -> None:
    page = worker.get(f"/clients/{sandra.pk}/profile/").content.decode()
    for shown in ('value="Sandra"', 'value="1990-03-12"', "A Social Security number is on file"):
        assert shown in page
    assert "9999" not in without_identifiers(page)


def test_a_saved_profile_is_told_in_the_history(worker: Browser, viewer: Viewer, sandra: Client) -> None:
    sent = {
        "Client_FirstName": "Sandy",
        "Client_LastName": "Clarke",
        "Client_DOB": "1990-03-12",
        "pronouns": "she",
    }
    sent |= {"names": "1", "name_0_kind": "alias", "name_0_first": "Bear", "Client_SSNDataQuality": "1"}
    worker.post(f"/clients/{sandra.pk}/profile/", sent)
    stored = viewer.clients.get()
    assert (stored.first_name, stored.pronouns, stored.ssn_encrypted is None) == ("Sandy", "she", False)
    page = worker.get(f"/clients/{sandra.pk}/history/").content.decode()
    assert "Edited the profile" in page
    assert "Sandy" in page
    assert "Also known as" in page


def test_a_local_answer_comes_back_on_the_form(worker: Browser, viewer: Viewer, sandra: Client) -> None:
    Setting.objects.create(key="ask_gender_and_orientation", value=True)
    sent = {"Client_FirstName": "Sandra", "identity_gender_Gender": "In her own words"}
    worker.post(f"/clients/{sandra.pk}/profile/", sent)
    assert viewer.rows(LocalAnswer).get(column="Gender").value == "In her own words"
    assert 'value="In her own words"' in worker.get(f"/clients/{sandra.pk}/profile/").content.decode()


def test_who_refused_to_be_named_is_not_asked_again(worker: Browser, viewer: Viewer, sandra: Client) -> None:
    refuse_consent(viewer=viewer, client_id=sandra.pk)
    page = worker.get(f"/clients/{sandra.pk}/profile/").content.decode()
    assert "Client_FirstName" not in page
    assert "Client_Sex" in page
    worker.post(f"/clients/{sandra.pk}/profile/", {"Client_Sex": "1", "Client_FirstName": "Sandra"})
    stored = viewer.clients.get()
    assert (stored.first_name, stored.sex) == ("Consent", 1)


def test_somebody_without_a_name_is_said_to_have_none(worker: Browser, viewer: Viewer) -> None:
    client = create_unnamed_client(viewer=viewer, description="Red coat", met_where="Pier 4")
    page = worker.get(f"/clients/{client.pk}/profile/").content.decode()
    assert "This person has no name yet" in page
    assert "Met: Pier 4" in page


def test_a_client_out_of_sight_has_no_profile_here(community: Community, worker: Browser) -> None:
    theirs = add_client(community, "Ann", "Other", organization=community.other_agency)
    assert worker.get(f"/clients/{theirs.pk}/profile/").status_code == 404


def test_the_page_asks_few_queries(
    worker: Browser, sandra: Client, django_assert_max_num_queries: Callable
) -> None:  # type: ignore[type-arg]
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        worker.get(f"/clients/{sandra.pk}/profile/")


def test_a_photo_is_sent_shown_in_the_bar_and_kept_by_no_cache(
    worker: Browser, sandra: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    address, image = f"/clients/{sandra.pk}/photo/", f"/clients/{sandra.pk}/photo/image/"
    page = worker.get(address)
    assert "camera=(self)" in page["Permissions-Policy"]
    assert "camera=()" in worker.get(f"/clients/{sandra.pk}/")["Permissions-Policy"]
    written = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(written, "PNG")
    sent = SimpleUploadedFile("me.png", written.getvalue(), "image/png")
    page = worker.post(address, {"photo": sent}, follow=True)
    assert image in page.content.decode()
    answer: Any = worker.get(image)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/jpeg", "no-store")
    assert Image.open(io.BytesIO(b"".join(answer.streaming_content))).format == "JPEG"
    found = worker.post("/clients/", {"q": "sandra clarke"}, headers={"HX-Request": "true"})
    assert image in found.content.decode()
    worker.post(address, {"do": "remove"})
    assert worker.get(image).status_code == 404


def test_what_is_no_picture_is_refused_in_words(worker: Browser, sandra: Client) -> None:
    page = worker.post(f"/clients/{sandra.pk}/photo/", {"photo": SimpleUploadedFile("a.jpg", b"%PDF-1.7 x")})
    assert "This file cannot be kept" in page.content.decode()


def test_who_is_named_at_last_is_compared_with_those_on_file(
    worker: Browser, viewer: Viewer, sandra: Client
) -> None:
    unnamed = create_unnamed_client(viewer=viewer, description="Red coat")
    sent = {"Client_FirstName": "Sandra", "Client_LastName": "Clarke", "Client_DOB": "1990-03-12"}
    page = worker.post(f"/clients/{unnamed.pk}/profile/", sent, follow=True).content.decode()
    assert f"This is very likely Sandra Clarke ({sandra.unique_identifier})" in page
