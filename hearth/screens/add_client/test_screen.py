"""Adding a client begins at the search, warns of who is on file, and loses nothing that was typed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client as Browser

from hearth.access.viewer import Viewer
from hearth.records.models import Account, Client, ClientAlias, ReleaseOfInformation, Setting
from hearth.screens.brought_by_search import brought
from tests.community import Community, add_client, viewer_for
from tests.identifiers import without_identifiers

QUERIES_AT_MOST = 12
TYPED = {
    "names": "1",
    "Client_FirstName": "Sandra",
    "Client_LastName": "Clarke",
    "Client_DOB": "1990-03-12",
    "Client_RaceNone": "9",
    "Client_VeteranStatus": "0",
    "Client_SSNDataQuality": "9",
    "name_0_kind": "legal",
    "name_0_first": "Alexander",
    "name_0_last": "Clarke",
}


@pytest.fixture
def worker(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


@pytest.fixture
def viewer(community: Community) -> Viewer:
    return viewer_for(community.personas["intake_worker"])


@pytest.fixture
def sandra(community: Community) -> Client:
    return add_client(community, "Sandra", "Clarke", dob=date(1990, 3, 12), organization=community.own_agency)


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        ("sandra  clarke", {"Client.FirstName": "Sandra", "Client.LastName": "Clarke"}),
        ("Clarke, Sandra", {"Client.FirstName": "Sandra", "Client.LastName": "Clarke"}),
        ("bear", {"Client.FirstName": "Bear", "Client.LastName": None}),
        ("3/12/1990", {"Client.DOB": date(1990, 3, 12), "Client.DOBDataQuality": 1}),
        ("9999", {"Client.SSN": "xxxxx9999", "Client.SSNDataQuality": 2}),
        ("219-09-9999", {"Client.SSN": "219-09-9999", "Client.SSNDataQuality": 1}),
        ("A3C4D6E7F", {}),
        ("HFGAMHHXV", {}),
    ],
)
def test_what_was_searched_for_is_carried_over(words: str, answers: dict[str, Any]) -> None:
    assert brought(words) == answers


def test_a_direct_visit_leads_to_the_search(worker: Browser) -> None:
    assert worker.get("/clients/add/")["Location"] == "/clients/"
    assert worker.post("/clients/add/", {"do": "start", "q": " "})["Location"] == "/clients/"


def test_the_form_begins_with_the_words_of_the_search_and_an_ssn_is_kept_nowhere(worker: Browser) -> None:
    results = worker.post("/clients/", {"q": "sandra clarke"}, headers={"HX-Request": "true"})
    assert 'name="q" value="sandra clarke"' in results.content.decode()
    page = worker.post("/clients/add/", {"do": "start", "q": "sandra clarke"}).content.decode()
    assert 'value="Sandra"' in page
    worker.post("/clients/add/", {"do": "start", "q": "219-09-9999"})
    kept = Session.objects.get(pk=worker.session.session_key).get_decoded()
    assert "219-09" not in str(kept)
    assert "21909" not in without_identifiers(str(kept))


def test_a_client_is_added_with_other_names_and_the_page_says_what_is_still_open(
    worker: Browser, viewer: Viewer, community: Community
) -> None:
    page = worker.post("/clients/add/", {**TYPED, "Client_VeteranStatus": ""}, follow=True)
    added = viewer.clients.get()
    assert page.redirect_chain == [(f"/clients/{added.pk}/", 302)]
    assert "Still to be asked: Have you ever served" in page.content.decode()
    assert (added.dob_data_quality, added.race_none, added.white) == (1, 9, 0)
    manager = viewer_for(community.personas["agency_manager"])
    assert manager.rows(ClientAlias).get().name == "Alexander Clarke"


def test_nothing_typed_is_lost_when_the_number_looks_odd_and_one_button_keeps_it(
    worker: Browser, viewer: Viewer
) -> None:
    typed = {**TYPED, "Client_SSN": "666-12-3456", "Client_SSNDataQuality": "1"}
    page = worker.post("/clients/add/", typed).content.decode()
    assert "No Social Security number begins with 666" in page
    for kept in ("Sandra", "Alexander", "1990-03-12"):
        assert f'value="{kept}"' in page
    assert not viewer.clients.exists()
    worker.post("/clients/add/", {**typed, "odd_ssn": "on"})
    assert viewer.clients.exists()


def test_who_is_very_likely_on_file_stops_the_worker_until_a_reason_is_given(
    worker: Browser, viewer: Viewer, sandra: Client
) -> None:
    page = worker.post("/clients/add/", TYPED).content.decode()
    assert "Is it one of these?" in page
    assert f"/clients/{sandra.pk}/" in page
    assert viewer.clients.count() == 1
    worker.post("/clients/add/", {**TYPED, "different": "relative"})
    assert viewer.clients.count() == 2


def test_likely_clients_are_shown_while_typing_within_few_queries(
    worker: Browser, sandra: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        page = worker.post("/clients/add/likely/", TYPED, headers={"HX-Request": "true"}).content.decode()
    assert "May be on file already" in page
    assert sandra.unique_identifier in page


def test_a_minor_is_not_asked_what_adults_are_asked(worker: Browser, viewer: Viewer) -> None:
    worker.post("/clients/add/", {**TYPED, "Client_DOB": "2019-03-12", "Client_VeteranStatus": "1"})
    assert viewer.clients.get().veteran_status is None


def test_a_required_answer_about_sharing_is_asked_and_saved_with_the_client(
    worker: Browser, viewer: Viewer
) -> None:
    Setting.objects.create(key="release_required", value=True)
    page = worker.post("/clients/add/", TYPED).content.decode()
    assert "A no is an answer too." in page
    assert not viewer.clients.exists()
    worker.post("/clients/add/", {**TYPED, "permission": "no", "release_kind": "verbal"})
    assert viewer.rows(ReleaseOfInformation).get(client=viewer.clients.get()).permission is False


def test_somebody_without_a_name_is_added_with_one_answer(worker: Browser, viewer: Viewer) -> None:
    page = worker.post("/clients/add/unnamed/", {"description": "Red coat"}, follow=True).content.decode()
    assert viewer.clients.get().is_unnamed
    assert "“Red coat”" in page


def test_gender_is_asked_only_where_the_community_wants_it(worker: Browser) -> None:
    start = {"do": "start", "q": "Sandra"}
    assert "What is your gender?" not in worker.post("/clients/add/", start).content.decode()
    Setting.objects.create(key="ask_gender_and_orientation", value=True)
    assert "What is your gender?" in worker.post("/clients/add/", start).content.decode()
