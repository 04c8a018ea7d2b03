"""One box finds a client by whatever the worker has."""

from datetime import date

import pytest

from hearth.access.search import SHOWN_AT_MOST, birth_date_of, find
from hearth.records.models import Client, FormerPersonalID
from tests.community import Community, add_client, add_enrollment, viewer_for


@pytest.fixture
def sandra(community: Community) -> Client:
    sandra = add_client(
        community,
        "Sandra",
        "Clárk-O’Hara",
        dob=date(1988, 5, 14),
        ssn="369809041",
        organization=community.own_agency,
    )
    add_client(
        community, "Boris", "Other", dob=date(1970, 1, 1), ssn="219099999", organization=community.own_agency
    )
    return sandra


@pytest.mark.parametrize(
    "words",
    [
        "Sandra",
        "sandra clark",
        "San Cla",
        "Cla San",
        "Clark, Sandra",
        "clárk-o’hara",
        "clarkohara Sandra",
        "  san   cla ",
        "9041",
        "369809041",
        "369-80-9041",
        "5/14/1988",
        "05/14/1988",
        "1988-05-14",
        "14 May 1988",
        "May 14, 1988",
        "5/14/88",
    ],
)
def test_these_words_find_the_client(community: Community, sandra: Client, words: str) -> None:
    found = find(viewer_for(community.personas["intake_worker"]), words)
    assert found.clients == [sandra]
    assert found.read_as


def test_an_identifier_finds_the_client_however_it_is_typed(community: Community, sandra: Client) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    assert find(viewer, sandra.unique_identifier.lower()).clients == [sandra]
    assert find(viewer, sandra.hud_id).clients == [sandra]


def test_the_identifier_of_a_merged_client_still_resolves(community: Community, sandra: Client) -> None:
    FormerPersonalID.objects.create(source=community.source, hud_id="OLD-77", client=sandra)
    assert find(viewer_for(community.personas["intake_worker"]), "OLD-77").clients == [sandra]


@pytest.mark.parametrize("words", ["", "   ", "Zz", "0000", "1/1/1901", "%", "_", "Sandra Zz", "'", "۱۲۳۴"])
def test_these_words_find_nobody(community: Community, sandra: Client, words: str) -> None:
    assert find(viewer_for(community.personas["intake_worker"]), words).clients == []


def test_a_client_of_another_agency_is_not_found_by_anything(community: Community) -> None:
    hidden = add_client(community, "Hidden", "Person", dob=date(1990, 2, 3), ssn="369809041")
    add_enrollment(community, hidden, community.other_program, date(2026, 1, 5))
    viewer = viewer_for(community.personas["intake_worker"])
    for words in ("Hidden Person", "9041", "369809041", "2/3/1990", hidden.unique_identifier, hidden.hud_id):
        assert find(viewer, words).clients == []


def test_a_long_result_says_that_there_is_more(community: Community) -> None:
    for number in range(SHOWN_AT_MOST + 1):
        add_client(community, f"Sam{number}", "Same", organization=community.own_agency)
    found = find(viewer_for(community.personas["intake_worker"]), "same")
    assert len(found.clients) == SHOWN_AT_MOST
    assert found.has_more


def test_a_year_of_two_digits_never_lies_in_the_future() -> None:
    assert birth_date_of("1/2/99") == date(1999, 1, 2)
    later = date.today().year + 1
    assert birth_date_of(f"1/2/{later % 100:02}") == date(later - 100, 1, 2)


def test_the_29th_of_february_of_a_two_digit_year_is_no_error() -> None:
    assert birth_date_of("2/29/48") == date(1948, 2, 29)
