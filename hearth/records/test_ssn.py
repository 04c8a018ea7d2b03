"""SSNs are never in the clear, and still found."""

import pytest

from hearth.records import encryption, ssn
from hearth.records.models import Client, DataKey

pytestmark = pytest.mark.django_db


def test_a_stored_ssn_is_not_in_the_clear_and_comes_back() -> None:
    stored = ssn.stored("123456789", encryption.current_key(None))
    assert stored.ssn_encrypted is not None
    assert b"123456789" not in stored.ssn_encrypted
    assert ssn.clear(stored.ssn_encrypted) == "123456789"


def test_the_same_ssn_is_encrypted_differently_each_time_but_found_by_one_digest() -> None:
    key = encryption.current_key(None)
    one, other = ssn.stored("123456789", key), ssn.stored("123-45-6789", key)
    assert one.ssn_encrypted != other.ssn_encrypted
    assert one.ssn_digest == other.ssn_digest == ssn.whole_digest("123456789")


def test_a_partial_ssn_is_found_by_its_last_four_only() -> None:
    stored = ssn.stored("xxxxx6789", encryption.current_key(None))
    assert stored.ssn_digest is None
    assert stored.ssn_last_four_digest == ssn.last_four_digest("6789")


def test_an_ssn_with_unknown_last_digits_has_no_digest() -> None:
    stored = ssn.stored("123xx67x9", encryption.current_key(None))
    assert stored.ssn_digest is None
    assert stored.ssn_last_four_digest is None


def test_no_ssn_stores_nothing() -> None:
    assert ssn.stored("", encryption.current_key(None)) == ssn.StoredSSN(None, None, None)


def test_what_a_source_wrote_comes_back_verbatim() -> None:
    stored = ssn.stored("123-45-678X", encryption.current_key(None))
    assert ssn.clear(stored.ssn_encrypted) == "123-45-678X"


def test_a_destroyed_data_key_makes_its_values_unreadable() -> None:
    stored = ssn.stored("123456789", encryption.current_key(None))
    DataKey.objects.all().delete()
    encryption._key.cache_clear()
    with pytest.raises(encryption.Unreadable):
        ssn.clear(stored.ssn_encrypted)


def test_no_column_of_a_client_holds_an_ssn_in_the_clear() -> None:
    names = {field.name for field in Client._meta.get_fields()}
    assert "ssn" not in names
    assert "ssn_encrypted" in names


@pytest.mark.parametrize(
    ("kept", "written"),
    [
        ("123-45-6789", "123456789"),
        ("1234", "xxxxx1234"),
        ("XxXxX6789", "XxXxX6789"),
        ("unknown", "unknown"),
        (None, None),
    ],
)
def test_an_ssn_goes_out_in_huds_form_where_it_fits(kept: str | None, written: str | None) -> None:
    assert ssn.as_hud_writes(kept) == written
