"""Names and SSNs as HUD wants them hashed."""

import hashlib

import pytest

from hearth.exchange.hashing import hashed_name, hashed_ssn, soundex


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        # Examples of the United States National Archives.
        ("Washington", "W252"),
        ("Lee", "L000"),
        ("Gutierrez", "G362"),
        ("Pfister", "P236"),
        ("Jackson", "J250"),
        ("Tymczak", "T522"),
        ("Ashcraft", "A261"),
        ("VanDeusen", "V532"),
        # Accents, capitals and signs between the letters make no difference.
        ("ángel o'hara", "A524"),
        ("Angel OHara", "A524"),
        ("李", ""),
        ("", ""),
    ],
)
def test_a_name_sounds_as_the_archives_say(name: str, sound: str) -> None:
    assert soundex(name) == sound


def test_a_name_is_the_sha256_of_its_soundex() -> None:
    assert hashed_name("Robert") == hashed_name("Rupert") == hashlib.sha256(b"R163").hexdigest()
    assert hashed_name(None) is hashed_name(" ") is None


@pytest.mark.parametrize(
    ("number", "nine_signs"),
    [
        ("123456789", "123456789"),
        ("123-45-6789", "123456789"),
        ("XXXXX6789", "xxxxx6789"),
        ("6789", "xxxxx6789"),
        ("12345XXXX", "12345xxxx"),
    ],
)
def test_an_ssn_is_its_last_four_and_the_hash_of_nine_signs(number: str, nine_signs: str) -> None:
    hashed = hashed_ssn(number)

    assert hashed == nine_signs[-4:] + hashlib.sha256(nine_signs.encode()).hexdigest()
    assert len(hashed) == 68


@pytest.mark.parametrize("number", [None, "", "xxxxxxxxx", "1234567890"])
def test_an_ssn_of_which_nothing_is_known_stays_missing(number: str | None) -> None:
    assert hashed_ssn(number) is None
