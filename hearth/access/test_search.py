"""One box finds a client by whatever the worker has."""

from datetime import date
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from hearth.access import search
from hearth.access.reasons import reason_words
from hearth.access.search import SHOWN_AT_MOST, birth_date_of, find
from hearth.access.search_words import read
from hearth.records.models import Client, ClientAlias, FormerPersonalID
from hearth.records.write import change
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


@pytest.fixture
def robert(community: Community) -> Client:
    """Robert García López, whom Ana Limon, Roberta Pond and others are not."""
    for first, last in (("Ana", "Limón"), ("Roberta", "Pond"), ("Michael", "Lopresti")):
        add_client(community, first, last, dob=date(1970, 1, 2), organization=community.own_agency)
    return add_client(
        community,
        "Robert",
        "García López",
        dob=date(1990, 3, 12),
        ssn="369809041",
        organization=community.own_agency,
    )


@pytest.mark.parametrize(
    ("words", "reasons"),
    [
        ("Robert Garcia", ()),
        ("Garcia Lopez, Robert", ()),
        ("Garcia Lopez Robert", ("swapped_names",)),
        ("Bob Garcia Lopez", ("nickname",)),
        ("Robret Garcia Lopes", ("typo",)),
        ("Rovert Garsia Lopez", ("typo",)),
        ("Lopez", ("part_of_name",)),
        ("Robert Lopez", ("part_of_name",)),
        ("Lopez Bobby", ("part_of_name", "nickname", "swapped_names")),
        ("Garzia Lopes", ("typo",)),
        ("3/12/1990", ()),
        ("12/3/1990", ("birth_date_swapped",)),
        ("12 marzo 1990", ()),
        ("19900312", ()),
        ("Robert Garcia 3/12/1990", ()),
        ("Rob Gar 12/3/1990", ("birth_date_swapped",)),
        ("Robert Garcia 3/13/1990", ("birth_date_digit",)),
        ("Robert Garcia 7/7/1977", ("other_date",)),
        ("garcia 1990", ("birth_year",)),
        ("garcia 9041", ("last_four",)),
        ("Bob Garcia Lopez 9041", ("nickname", "last_four")),
        ("9041", ("last_four",)),
        ("369-80-9041", ("ssn",)),
    ],
)
def test_the_reason_stands_beside_who_is_found(
    community: Community, robert: Client, words: str, reasons: tuple[str, ...]
) -> None:
    first = find(viewer_for(community.personas["intake_worker"]), words).found[0]
    assert first.client == robert
    assert set(first.reasons) == set(reasons)
    assert all(reason_words(first.reasons, first.nickname))


def test_a_nickname_names_the_name_it_stands_for(community: Community, robert: Client) -> None:
    [found] = find(viewer_for(community.personas["intake_worker"]), "Bobby Garcia Lopez").found
    assert reason_words(found.reasons, found.nickname) == ["Bobby is a nickname of Robert"]


def test_what_was_typed_exactly_stands_before_what_is_like_it(community: Community, robert: Client) -> None:
    bob = add_client(community, "Bob", "García López", organization=community.own_agency)
    found = find(viewer_for(community.personas["intake_worker"]), "Bob Garcia Lopez").clients
    assert found == [bob, robert]


@pytest.mark.parametrize("kind", ["alias", "legal", "former"])
def test_another_name_finds_the_client_for_everybody_and_is_not_told(
    community: Community, robert: Client, kind: str
) -> None:
    with change(by=None, action="add_alias") as signed:
        ClientAlias.objects.create(
            client=robert,
            kind=kind,
            first_name="Rosalinda",
            last_name="Sol",
            first_name_plain="rosalinda",
            last_name_plain="sol",
            organization=community.own_agency,
            change=signed,
        )
    viewer = viewer_for(community.personas["intake_worker"])
    for words in ("Rosalinda Sol", "Rosa Sol", "Rosalnda Sol"):
        [found] = find(viewer, words).found
        assert (found.client, "alias" in found.reasons) == (robert, True), words


def test_one_letter_asks_for_more_and_looks_nowhere(
    community: Community, robert: Client, django_assert_num_queries: Any
) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    with django_assert_num_queries(0):
        assert find(viewer, "r").is_too_short


def test_those_the_viewer_does_not_see_crowd_nobody_out(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_MET_AT_MOST", 3)
    for number in range(6):
        hidden = add_client(community, f"Maria{number}", "Aaa")
        add_enrollment(community, hidden, community.other_program, date(2026, 1, 5))
    maria = add_client(community, "Maria", "Zzz", organization=community.own_agency)
    assert find(viewer_for(community.personas["intake_worker"]), "mari").clients == [maria]
    assert find(viewer_for(community.personas["intake_worker"]), "mari zzz").clients == [maria]


def test_an_identifier_finds_the_client_however_it_is_typed(community: Community, sandra: Client) -> None:
    viewer = viewer_for(community.personas["intake_worker"])
    assert find(viewer, sandra.unique_identifier.lower()).clients == [sandra]
    assert find(viewer, sandra.hud_id).clients == [sandra]


@pytest.mark.parametrize(
    "identifier",
    [
        "fa895947543a406ba4e44eef2d42c35e",
        "895947543a406ba4e44eef2d42c35ef0",
        "AB-369809041",
        "c3dec1990ab04e44eef2d42c35e0ff00",
    ],
)
def test_digits_within_an_identifier_are_neither_an_ssn_nor_a_birth_date(identifier: str) -> None:
    asked = read(identifier)
    assert (asked.identifier, asked.ssn, asked.birth, asked.four) == (identifier, "", None, "")


@given(identifier=st.uuids().flatmap(lambda one: st.sampled_from([one.hex, str(one)])))
@example(identifier="455c66fe-3feb-4748-87f1-f43a076f2e86")
def test_every_identifier_of_ours_is_read_as_one(identifier: str) -> None:
    assume(not identifier.isdigit())
    asked = read(identifier)
    assert (asked.identifier, asked.ssn, asked.birth, asked.four) == (identifier, "", None, "")


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
