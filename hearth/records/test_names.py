"""Names are found however they are typed."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from hearth.records.names import is_identifier, plain, unique_identifier


def test_accents_case_hyphens_and_blanks_do_not_matter() -> None:
    assert plain("José-María O’Neill") == plain("jose maria oneill") == "josemariaoneill"


def test_a_missing_name_is_empty() -> None:
    assert plain(None) == ""


@given(st.text())
def test_a_searched_name_stays_what_it_is(name: str) -> None:
    assert plain(plain(name)) == plain(name)


@given(st.uuids())
def test_an_identifier_has_nine_signs_that_cannot_be_misread(client_id: uuid.UUID) -> None:
    identifier = unique_identifier(client_id)
    assert len(identifier) == 9
    assert not set(identifier) & set("0O1IL5S8B2Z")


@given(st.uuids())
def test_the_identifier_is_the_id_written_with_25_signs_the_last_nine_places_first(
    client_id: uuid.UUID,
) -> None:
    signs, number = "34679ACDEFGHJKMNPQRTUVWXY", client_id.int
    assert unique_identifier(client_id) == "".join(signs[number // 25**place % 25] for place in range(9))


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_a_name_of_plain_letters_is_searched_as_every_other_is(name: str) -> None:
    assert plain(name) == "".join(sign for sign in name.casefold() if sign.isalnum())


def test_identifiers_of_many_clients_differ() -> None:
    assert len({unique_identifier(uuid.uuid4()) for _ in range(20_000)}) == 20_000


def test_every_identifier_is_known_by_its_shape_and_no_written_name_is() -> None:
    made = [unique_identifier(uuid.uuid4()) for _ in range(200)]
    assert [one for one in made if not is_identifier(one)] == []
    assert not any(map(is_identifier, ["Fraterman", "MARTA", "GARDENERX1"]))
