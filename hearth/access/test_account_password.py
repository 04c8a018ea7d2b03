from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from hearth.access.account_password import Rules, problems, rules_for
from hearth.records.models import Account, Setting
from tests.community import Community

RULES = Rules(minimum=8, words=frozenset({"hearth", "anna", "lighthouse", "xx501"}), composition=True)
MODERN = Rules(minimum=8, words=RULES.words, composition=False)
GOOD = "seven blue herons 4 dinner"

BAD = {
    "": "characters",
    "k3b-9xq": "characters",
    "password1": "stolen",
    "P@ssw0rd": "stolen",
    "1234567890": "stolen",
    "iloveyou!!": "stolen",
    "aaaaaaaaaa": "repeats",
    "abcabcabcabc": "repeats",
    "cdefghijklmn": "alphabet",
    "myhearth-99-red": "this system",
    "ANNA has 9 lives": "your name",
    "esuohthgil-4-ever": "agency",
    "xx501 is where 2 go": "community",
    "blue heron dinner": "one digit",
    "8675309-24601-17": "one letter",
    "elephant77": "stolen",
    "submarine77": "dictionary",
    "enirambus77": "dictionary",
    "!Astronaut1": "dictionary",
}


@pytest.mark.parametrize(("password", "why"), BAD.items())
def test_a_bad_password_is_refused_and_told_why(password: str, why: str) -> None:
    assert why in " ".join(problems(password, RULES))


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "k3b-9xqz",
        "x7 " + "long words in a row and on " * 12,
        "пять синих цапель 7 ужинов",
        "七 blaue Reiher 🦩 zum Essen 4",
    ],
)
def test_length_any_script_and_blanks_are_welcome(password: str) -> None:
    assert list(problems(password, RULES)) == []


def test_without_the_rule_of_2004_letters_alone_and_one_word_are_enough() -> None:
    assert list(problems("blue heron dinner", MODERN)) == []
    assert list(problems("hippopotamuses", MODERN)) == []


def test_a_password_that_stands_alone_is_longer_than_one_beside_a_second_factor(anna: Account) -> None:
    assert rules_for(anna).minimum == 15
    Authenticator.objects.create(user=anna, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert rules_for(anna).minimum == 8


def test_recovery_codes_alone_are_no_second_factor(anna: Account) -> None:
    Authenticator.objects.create(user=anna, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert rules_for(anna).minimum == 15


def test_where_a_second_factor_is_required_no_password_stands_alone(anna: Account) -> None:
    Setting.objects.filter(key="second_factor_required").update(value=True)
    assert rules_for(anna).minimum == 8


@pytest.mark.parametrize(
    "password", ["4 intake workers run", "Harbor is where 2 go today", "a 7 hmis password phrase"]
)
def test_own_name_agency_and_product_are_known_from_the_account(anna: Account, password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, anna)


def test_an_agency_may_name_further_words_and_switch_the_rule_of_2004_off(
    community: Community, anna: Account
) -> None:
    validate_password("ask bluebird for 4 dinners", anna)
    with pytest.raises(ValidationError):
        validate_password("ask for blue herons at dinner", anna)
    place = {"organization": community.own_agency}
    Setting.objects.create(key="password_context_words", value=["Bluebird Campaign"], **place)
    Setting.objects.create(key="hud2004_composition", value=False, **place)
    with pytest.raises(ValidationError):
        validate_password("ask bluebird for 4 dinners", anna)
    validate_password("ask for blue herons at dinner", anna)


@pytest.mark.django_db
def test_nothing_of_a_long_password_is_cut_off() -> None:
    account = Account(username="ann", email="ann@example.org", name="Ann")
    password = "Ж" * 40 + "end of a very long one" * 4
    account.set_password(password)
    assert account.check_password(password)
    assert not account.check_password(password[:72]) and not account.check_password(password[:-1])


def test_the_same_letters_from_another_keyboard_are_the_same_password() -> None:
    account = Account(username="ann", email="ann@example.org", name="Ann")
    account.set_password("cafe\u0301 au lait")
    assert account.check_password("caf\u00e9 au lait")


def test_no_password_grows_too_old(anna: Account) -> None:
    """PWD-02: nothing keeps the age of a password, so nothing can ask for a new one because of it."""
    names: set[Any] = {field.name for field in Account._meta.get_fields()}
    assert not {name for name in names if "password" in name} - {"password", "password_is_long"}
