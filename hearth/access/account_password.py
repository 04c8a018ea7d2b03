"""What a password must be: long, on no list, not made of words that anybody here would try (PWD-01..03, SEC-01).

Nothing here asks for a new password after a while, and there are no hints and no questions (NIST SP 800-63B-4,
3.1.1.2): a password is changed when somebody may know it. What is kept and what conflicts: ADR 0100.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.access.account_settings import settings_of
from hearth.access.second_factor import has_second_factor
from hearth.records import guard
from hearth.records.models import Account, AgencyRole, CoC
from hearth.records.setting import settings_at

PRODUCT_WORDS = ("hearth", "hmis", "clarity", "homeless")
_KEYS = (
    "password_minimum",
    "password_minimum_alone",
    "second_factor_required",
    "hud2004_composition",
    "password_context_words",
)
# Shorter pieces ("of", "the", a first letter) are in every password; longer ones name somebody or something.
_SHORTEST_WORD = 4
_LONGEST_TRIED = 4096
_MARKS_AT_THE_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_LOOK_ALIKES = str.maketrans("01345@$!", "oieasasi")


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that one password is held against."""

    minimum: int
    words: frozenset[str]
    composition: bool


def problems(password: str, rules: Rules) -> Iterator[str]:
    """Give each reason why a password may not be used, in words for the person who chose it."""
    plain = _plain(password)
    if len(password) < rules.minimum:
        yield ngettext(
            "It is too short: it needs %(number)d character. Several words in a row are easy to remember.",
            "It is too short: it needs %(number)d characters. Several words in a row are easy to remember.",
            rules.minimum,
        ) % {"number": rules.minimum}
    if len(password) > _LONGEST_TRIED:
        yield _("It is too long.")
    if is_common(plain):
        yield _("It is on a list of passwords that others used and that were stolen. Choose another.")
    if _is_one_piece_again_and_again(plain):
        yield _("It repeats one piece or follows the keyboard or the alphabet. Choose another.")
    if any(word in plain or word[::-1] in plain for word in rules.words):
        yield _("It has your name, your agency, your community or this system in it. Leave that out.")
    if rules.composition:
        yield from _breaches_of_2004(password, plain)


def _breaches_of_2004(password: str, plain: str) -> Iterator[str]:
    """HUD's technical standards (69 FR 45888, 4.3.1): letters and numbers, no dictionary word or its reverse."""
    if not any(map(str.isalpha, password)) or not any(map(str.isdigit, password)):
        yield _("It needs at least one letter and one digit.")
    core = _MARKS_AT_THE_ENDS.sub("", plain)
    if core and (core in dictionary() or core[::-1] in dictionary()):
        yield _("It is a word of the dictionary, forwards or backwards. Put several words together.")


def _plain(password: str) -> str:
    return unicodedata.normalize("NFKC", password).casefold().strip()


def is_common(plain: str) -> bool:
    """Whether a password stands on a list of stolen ones, also with look-alikes for letters or marks at its ends."""
    core = _MARKS_AT_THE_ENDS.sub("", plain)
    forms = {plain, plain.translate(_LOOK_ALIKES)} | ({core} if len(core) * 2 > len(plain) else set())
    return not forms.isdisjoint(_stolen())


def _is_one_piece_again_and_again(plain: str) -> bool:
    if not plain:
        return False
    if re.fullmatch(r"(.{1,4}?)\1+.{0,3}", plain, re.DOTALL):
        return True
    steps = {ord(after) - ord(before) for before, after in pairwise(plain)}
    return len(plain) > 1 and steps in ({1}, {-1})


@cache
def _stolen() -> frozenset[str]:
    """Django's 20,000 and zxcvbn's 30,000 most used of the passwords that were stolen; both lists are free."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(CommonPasswordValidator().passwords) | frozenset(FREQUENCY_LISTS["passwords"])


@cache
def dictionary() -> frozenset[str]:
    """English words and names. zxcvbn lists a word once: a common one stands among the passwords."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    words = (word for words in FREQUENCY_LISTS.values() for word in words)
    return frozenset(word for word in words if len(word) >= _SHORTEST_WORD and word.isalpha())


def rules_for(account: Account | None) -> Rules:
    """Give the rules for an account's password; one that is not stored yet has no agency and no second factor."""
    is_stored = account is not None and Account.objects.filter(pk=account.pk).exists()
    values = settings_of(account, *_KEYS) if account is not None and is_stored else settings_at(_KEYS)
    # Where a second factor is required nobody gets anywhere without one, so the password does not stand alone.
    is_alone = not values["second_factor_required"] and not (
        account is not None and is_stored and has_second_factor(account)
    )
    return Rules(
        minimum=values["password_minimum_alone" if is_alone else "password_minimum"],
        words=_words([*_context(account), *values["password_context_words"]]),
        composition=values["hud2004_composition"],
    )


def _context(account: Account | None) -> Iterator[str]:
    yield from PRODUCT_WORDS
    for coc in CoC.objects.all():
        yield coc.name
        yield coc.code.replace("-", "")
    if account is not None:
        yield from (account.username, account.name, account.email.partition("@")[0])
        yield from (name or "" for name in _agencies(account))


def _agencies(account: Account) -> list[Any]:
    # The names of the agencies that a person works for themselves.
    with guard.inside_wrapper():
        rows = AgencyRole.objects.filter(account=account.pk)
        return list(rows.values_list("organization__organization_name", flat=True))


# In the names of agencies and communities these say nothing about which one it is.
_EVERYDAY = {
    "county", "continuum", "care", "services", "service", "house", "housing", "homes", "home", "shelter", "center",
    "example", "demo", "community", "agency", "program", "with", "from", "city", "family", "families", "youth",
}  # fmt: skip


def _words(texts: Iterable[str]) -> frozenset[str]:
    pieces = {piece for text in texts for piece in re.split(r"[\W_]+", _plain(text))}
    whole = {re.sub(r"[\W_]+", "", _plain(text)) for text in texts}
    return frozenset(word for word in pieces | whole if len(word) >= _SHORTEST_WORD and word not in _EVERYDAY)


class PasswordRules:
    """The rules, as Django's AUTH_PASSWORD_VALIDATORS asks them."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Raise ValidationError with every reason against the password."""
        found = list(problems(password, rules_for(user)))
        if found:
            raise ValidationError(found)

    def get_help_text(self) -> str:
        minimum = settings_at(["password_minimum_alone"])["password_minimum_alone"]
        return _(
            "Take several words that have nothing to do with you or this work; %(number)d characters and more are good."
        ) % {"number": minimum}
