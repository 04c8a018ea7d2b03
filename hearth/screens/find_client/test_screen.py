import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser

from hearth.records.models import Account, Client, Enrollment
from hearth.screens.find_client import screen
from hearth.screens.kept_search import keep
from tests.community import Community, add_client, add_enrollment, add_exit

QUERIES_AT_MOST = 12
AS_ONE_TYPES = {"HX-Request": "true"}


@pytest.fixture
def worker(community: Community, browser_of: Callable[[Account], Browser]) -> Browser:
    return browser_of(community.personas["intake_worker"])


@pytest.fixture
def sandra(community: Community) -> Client:
    return add_client(community, "Sandra", "Clarke", ssn="123-45-6789", dob=date(1990, 3, 12))


@pytest.fixture(autouse=True)
def stay(community: Community, sandra: Client) -> Enrollment:
    return add_enrollment(community, sandra, community.shelter, date(2026, 1, 5))


@pytest.mark.parametrize("words", ["San Cla", "clarke", "6789", "123-45-6789", "3/12/1990"])
def test_a_row_tells_people_of_one_name_apart(worker: Browser, sandra: Client, words: str) -> None:
    page = worker.post("/clients/", {"q": words}, headers=AS_ONE_TYPES).content.decode()
    for told in ("Sandra Clarke", "12 Mar 1990", sandra.unique_identifier, "Harbor Night Shelter"):
        assert told in page


def test_the_identifier_alone_finds_the_client(worker: Browser, sandra: Client) -> None:
    answer = worker.post("/clients/", {"q": sandra.unique_identifier.lower()})
    assert answer["Location"].startswith(f"/clients/{sandra.pk}/")


@pytest.mark.parametrize("words", ["123-45-6789", "sandra clarke 3/12/1990", "Clarke, Sandra 3/12/1990"])
def test_enter_opens_the_client_whom_the_words_mean_beyond_doubt(
    worker: Browser, sandra: Client, words: str
) -> None:
    assert worker.post("/clients/", {"q": words})["Location"].startswith(f"/clients/{sandra.pk}/")


@pytest.mark.parametrize(
    "words",
    [
        "Sandy Clarcke",
        "San Cla",
        "sandra",
        "sandra clarke",
        "clarke sandra 3/12/1990",
        "sandra clarke 12/3/1990",
        "san clarke 3/12/1990",
        "3/12/1990",
        "6789",
    ],
)
def test_enter_shows_the_only_client_found_by_less_and_the_next_enter_opens(
    worker: Browser, sandra: Client, stay: Enrollment, words: str
) -> None:
    page = worker.post("/clients/", {"q": words}, follow=True)
    told = page.content.decode()
    assert page.request["PATH_INFO"] == "/clients/"
    opens = f'<a href="/clients/{sandra.pk}/#enrollment-{stay.pk}" autofocus '
    assert re.findall(r"<[^>]* autofocus[ >]", told) == [opens]
    assert "Is this the client you mean?" in told


def test_the_box_keeps_the_focus_while_one_types_and_where_several_are_found(
    community: Community, worker: Browser, sandra: Client
) -> None:
    words = {"q": "San Cla"}
    assert "autofocus" not in worker.post("/clients/", words, headers=AS_ONE_TYPES).content.decode()
    add_client(community, "Sandro", "Clarke", organization=community.own_agency)
    several = worker.post("/clients/", words, follow=True).content.decode()
    [focused] = re.findall(r"<[^>]* autofocus[ >]", several)
    assert focused.startswith("<input")


def test_enter_opens_a_client_at_the_enrollment_that_the_worker_works_in(
    community: Community, worker: Browser, sandra: Client, stay: Enrollment
) -> None:
    address = worker.post("/clients/", {"q": "123-45-6789"})["Location"]
    assert address == f"/clients/{sandra.pk}/#enrollment-{stay.pk}"
    assert f'id="enrollment-{stay.pk}"' in worker.get(address).content.decode()
    add_exit(community, stay, date(2026, 2, 1))
    assert worker.post("/clients/", {"q": "123-45-6789"})["Location"] == f"/clients/{sandra.pk}/"


def test_a_row_says_the_last_program_and_why_it_is_there(
    community: Community, worker: Browser, sandra: Client, stay: Enrollment
) -> None:
    add_exit(community, stay, date(2026, 2, 1))
    page = worker.post("/clients/", {"q": "Sandy Clarcke"}, headers=AS_ONE_TYPES).content.decode()
    assert "Harbor Night Shelter, left 1 Feb 2026" in page
    assert "Sandy is a nickname of Sandra · name differs by a letter or two" in page


def test_the_last_clients_are_there_before_anything_is_typed(worker: Browser, sandra: Client) -> None:
    assert "Opened last" not in worker.get("/clients/").content.decode()
    worker.get(f"/clients/{sandra.pk}/")
    page = worker.get("/clients/").content.decode()
    assert "Opened last" in page and "Sandra Clarke" in page


def test_one_letter_asks_for_a_second(worker: Browser, sandra: Client) -> None:
    assert (
        "at least two letters" in worker.post("/clients/", {"q": "s"}, headers=AS_ONE_TYPES).content.decode()
    )


def test_words_stand_in_no_address_and_going_back_shows_the_search_again(
    community: Community, worker: Browser, sandra: Client
) -> None:
    add_client(community, "Sandro", "Clarke", organization=community.own_agency)
    address = worker.post("/clients/", {"q": "San Cla"})["Location"]
    assert re.fullmatch(r"/clients/\?search=[\w-]{8}", address)
    page = worker.get(address)
    assert [client.last_name for client in page.context["finding"].clients] == ["Clarke", "Clarke"]
    assert worker.get("/clients/").context["words"] == ""


@pytest.mark.parametrize("words", ["6789", "123-45-6789", "123456789", "123-45-67", "12345", "clarke 6789"])
def test_an_ssn_or_the_beginning_of_one_is_kept_nowhere(worker: Browser, sandra: Client, words: str) -> None:
    answer = worker.post("/clients/", {"q": words}, headers=AS_ONE_TYPES)
    assert answer["HX-Replace-Url"] == "/clients/"
    worker.post("/clients/", {"q": words})
    assert words not in str(dict(worker.session))
    assert not [key for key, _words in worker.session.items() if key.startswith("search")]


def test_enter_while_the_search_as_one_typed_is_on_the_way_shows_what_was_searched_for(
    worker: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both requests read the session before either wrote it; the answer to the typing comes last."""
    addresses: list[str] = []

    def entered_meanwhile(request: Any, words: str) -> str:
        monkeypatch.setattr(screen, "keep", keep)
        addresses.append(worker.post("/clients/", {"q": "San Cla"})["Location"])
        return keep(request, words)

    monkeypatch.setattr(screen, "keep", entered_meanwhile)
    typed = worker.post("/clients/", {"q": "San"}, headers=AS_ONE_TYPES)["HX-Replace-Url"]
    for address, words in ((*addresses, "San Cla"), (typed, "San")):
        assert worker.get(address).context["words"] == words


def test_the_oldest_searches_of_a_session_go(worker: Browser) -> None:
    searches = [f"San C{letter}" for letter in "abcdefghijk"]
    addresses = [worker.post("/clients/", {"q": words})["Location"] for words in searches]
    assert [worker.get(address).context["words"] for address in addresses] == ["", *searches[1:]]


def test_a_client_of_another_agency_is_not_found(
    community: Community, browser_of: Callable[[Account], Browser], sandra: Client
) -> None:
    page = browser_of(community.stranger).post("/clients/", {"q": "San Cla"}, headers=AS_ONE_TYPES)
    assert "Nobody found" in page.content.decode()


def test_a_full_page_of_results_says_that_there_are_more_and_asks_no_more_queries_than_a_short_one(
    community: Community, worker: Browser, sandra: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        client = add_client(community, f"Sam{number}", "Many")
        add_enrollment(community, client, community.rapid, date(2026, 1, 5))
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        page = worker.post("/clients/", {"q": "many"}, headers=AS_ONE_TYPES).content.decode()
    assert "Showing 25 of 30" in page
